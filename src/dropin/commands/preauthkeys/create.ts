import { checkNewKey } from '../../../operations/check-new-key.ts';
import { DEFAULT_PRE_AUTH_KEY_LIFETIME, endOfLifetime } from '../../../operations/new-key.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { listFlag, switchFlag, textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { ownerFlag, ownerMeant } from './owner.ts';
import { preAuthKeyShape } from './shape.ts';

const USER = ownerFlag({ summary: 'The id or name of the user that it is for; 0 for none (0.28 and later)' });
const REUSABLE = switchFlag({ name: 'reusable', summary: 'More than one device may use it' });
const EPHEMERAL = switchFlag({ name: 'ephemeral', summary: 'Its devices vanish when they go offline' });
const EXPIRATION = textFlag({
  name: 'expiration',
  char: 'e',
  summary: `How long it can be used, such as 30m, 24h or 1y (${DEFAULT_PRE_AUTH_KEY_LIFETIME})`,
  usual: DEFAULT_PRE_AUTH_KEY_LIFETIME,
});
const TAGS = listFlag({ name: 'tags', summary: 'Tags that its devices get' });

/** `headscale preauthkeys create`. */
export const CREATE: OfficialCommand = {
  name: 'create',
  aliases: ['c', 'new'],
  summary: 'Create a key that lets a device join. It is shown this once.',
  flags: [USER, REUSABLE, EPHEMERAL, EXPIRATION, TAGS],

  async run(call) {
    const api = await call.connect();
    const expiration = await during('parsing duration', () =>
      endOfLifetime(call.value(EXPIRATION), call.now()),
    );
    const key = await during('creating preauthkey', async () => {
      const user = await ownerMeant(api, call.value(USER));
      const [reusable, ephemeral] = [call.value(REUSABLE), call.value(EPHEMERAL)];
      const aclTags = call.value(TAGS);
      const made = await api.createPreAuthKey({ user, reusable, ephemeral, expiration, aclTags });
      for (const notice of checkNewKey(made, call.now())) call.note(notice);
      return made;
    });
    const expire = `headscale preauthkeys expire --id ${key.id}`;
    await call.secret(key.key, oneData(preAuthKeyShape, key), expire);
  },
};
