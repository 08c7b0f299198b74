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
    const [user, hazard] = await during('destroying user', async () => {
      const found = userMeant(wish, await api.listUsers());
      await call.refuseWhereSevere('`hs users delete NAME --confirm NAME`');
      return [found, await api.hazard('deletingUserDeletesAllPreAuthKeys')] as const;
    });
    const question = `Do you want to remove the user ${goQuoted(user.name)} (${user.id}) and any associated preauthkeys?`;
    if (!(await call.confirm(question, hazard && `Warning: ${hazard.sentence}`))) {
      return await call.answer('User not destroyed', resultData('User not destroyed'));
    }
    await during('destroying user', () => api.deleteUser(user));
    await call.answer('User destroyed', NOTHING);
  },
};
