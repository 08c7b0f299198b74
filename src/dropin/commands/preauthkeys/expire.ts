import type { HeadscaleApi } from '../../../headscale/port.ts';
import type { Call } from '../../call.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { ownerFlag, ownerMeant } from './owner.ts';
import { ID, keyMeant, keyReference } from './which-key.ts';

/** Up to 0.27 a key was named by its owner and itself: `expire KEY -u USER`. */
const USER = ownerFlag({ summary: 'The id or name of the user whose key it is', hidden: true });

/** `headscale preauthkeys expire`. */
export const EXPIRE: OfficialCommand = {
  name: 'expire',
  aliases: ['revoke', 'exp', 'e'],
  summary: 'Make a pre-auth key useless from now on.',
  flags: [ID, USER],

  async run(call) {
    const api = await call.connect();
    const owned = await during('expiring preauthkey', () => ownedKey(call, api));
    const reference = owned?.reference ?? keyReference(call);
    await during('expiring preauthkey', async () => {
      const keys = await api.listPreAuthKeys();
      const theirs = owned ? keys.filter(({ user }) => user?.id === owned.ownerId) : keys;
      await api.expirePreAuthKey(keyMeant(reference, theirs));
    });
    await call.answer('Key expired', NOTHING);
  },
};

/** The key of the old form; undefined where the line is not of that form. */
async function ownedKey(
  call: Call,
  api: HeadscaleApi,
): Promise<{ readonly reference: string; readonly ownerId: string } | undefined> {
  const [key] = call.args;
  if (key === undefined || call.value(ID) !== 0n) return undefined;
  const owner = await ownerMeant(api, call.value(USER));
  // Not as an id, whatever it looks like: the old form has none.
  return owner === null ? undefined : { reference: `name:${key}`, ownerId: owner.id };
}
