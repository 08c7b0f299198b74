import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { ID, keyMeant, keyReference, PREFIX } from './which-key.ts';

/** `headscale apikeys expire`. */
export const EXPIRE: OfficialCommand = {
  name: 'expire',
  aliases: ['revoke', 'exp', 'e'],
  summary: 'Make an API key useless from now on.',
  flags: [ID, PREFIX],

  async run(call) {
    const api = await call.connect();
    const reference = keyReference(call);
    await during('expiring api key', async () => {
      await api.expireApiKey(keyMeant(reference, await api.listApiKeys()));
    });
    await call.answer('Key expired', NOTHING);
  },
};
