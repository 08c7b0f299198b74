import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { ID, keyMeant, keyReference, PREFIX } from './which-key.ts';

/** `headscale apikeys delete`. */
export const DELETE: OfficialCommand = {
  name: 'delete',
  aliases: ['remove', 'del'],
  summary: 'Delete an API key.',
  flags: [ID, PREFIX],

  async run(call) {
    const api = await call.connect();
    const reference = keyReference(call);
    await during('deleting api key', async () => {
      await api.deleteApiKey(keyMeant(reference, await api.listApiKeys()));
    });
    await call.answer('Key deleted', NOTHING);
  },
};
