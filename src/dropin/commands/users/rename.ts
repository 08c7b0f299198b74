import { parseUserName } from '../../../domain/user-name.ts';
import { renameUserNotices } from '../../../operations/rename-user.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { userShape } from './shape.ts';
import { IDENTIFIER, NAME, userMeant, userWish } from './which-user.ts';

const NEW_NAME = textFlag({ name: 'new-name', char: 'r', summary: 'The new name', required: true });

/** `headscale users rename`. */
export const RENAME: OfficialCommand = {
  name: 'rename',
  aliases: ['mv'],
  summary: 'Give a user another name.',
  flags: [IDENTIFIER, NAME, NEW_NAME],

  async run(call) {
    const api = await call.connect();
    const wish = userWish(call);
    const renamed = await during('renaming user', async () => {
      const name = parseUserName(call.value(NEW_NAME));
      const user = userMeant(wish, await api.listUsers());
      if (user.name === name) return user;
      const notices = await renameUserNotices(api, user);
      const answer = await api.renameUser(user, name);
      for (const notice of notices) call.note(notice);
      return answer;
    });
    await call.answer('User renamed', oneData(userShape, renamed));
  },
};
