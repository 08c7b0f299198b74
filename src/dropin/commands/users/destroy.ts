import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { goQuoted } from '../../grammar/go-quoted.ts';
import { NOTHING, resultData } from '../../output/data.ts';
import { IDENTIFIER, NAME, userMeant, userWish } from './which-user.ts';

/** `headscale users destroy`. */
export const DESTROY: OfficialCommand = {
  name: 'destroy',
  aliases: ['delete'],
  summary: 'Delete a user and the pre-auth keys of that user.',
  flags: [IDENTIFIER, NAME],

  async run(call) {
    const api = await call.connect();
    const wish = userWish(call);
    const user = await during('destroying user', async () => userMeant(wish, await api.listUsers()));
    const question = `Do you want to remove the user ${goQuoted(user.name)} (${user.id}) and any associated preauthkeys?`;
    await call.refuseWhereSevere('`hs users delete NAME --confirm NAME`');
    if (!(await call.confirm(question))) {
      return await call.answer('User not destroyed', resultData('User not destroyed'));
    }
    await during('destroying user', async () => {
      const hazard = await api.hazard('deletingUserDeletesAllPreAuthKeys');
      if (hazard) call.note(`Warning: ${hazard.sentence}`);
      await api.deleteUser(user);
    });
    await call.answer('User destroyed', NOTHING);
  },
};
