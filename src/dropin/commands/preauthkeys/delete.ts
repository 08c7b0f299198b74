import { tiesOf } from '../../../operations/key-ties.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { ID, keyMeant, keyReference } from './which-key.ts';

/** `headscale preauthkeys delete`. */
export const DELETE: OfficialCommand = {
  name: 'delete',
  aliases: ['del', 'rm', 'd'],
  summary: 'Delete a pre-auth key (0.28 and later).',
  flags: [ID],

  async run(call) {
    const api = await call.connect();
    const reference = keyReference(call);
    await during('deleting preauthkey', async () => {
      await api.require('preAuthKeysCanBeDeleted');
      const [keys, nodes] = await Promise.all([api.listPreAuthKeys(), api.listNodes()]);
      const key = keyMeant(reference, keys);
      const { facts, warnings } = tiesOf(key, nodes);
      await api.deletePreAuthKey(key);
      for (const line of [...facts, ...warnings]) call.note(line);
    });
    await call.answer('Key deleted', NOTHING);
  },
};
