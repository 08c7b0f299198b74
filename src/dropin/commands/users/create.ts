import { fittingUser, newUser } from '../../../operations/new-user.ts';
import { during } from '../../errors/context-error.ts';
import { OfficialError } from '../../errors/official-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { checkPictureUrl } from './picture-url.ts';
import { userShape } from './shape.ts';

const DISPLAY_NAME = textFlag({ name: 'display-name', char: 'd', summary: 'The full name' });
const EMAIL = textFlag({ name: 'email', char: 'e', summary: 'The e-mail address' });
const PICTURE_URL = textFlag({ name: 'picture-url', char: 'p', summary: 'The address of a picture' });

/** `headscale users create NAME`. */
export const CREATE: OfficialCommand = {
  name: 'create',
  aliases: ['c', 'new'],
  summary: 'Create a user.',
  args: 'NAME',
  flags: [DISPLAY_NAME, EMAIL, PICTURE_URL],

  async run(call) {
    const [name] = call.args;
    if (name === undefined) throw new OfficialError('missing parameters');
    const api = await call.connect();
    const pictureUrl = call.value(PICTURE_URL);
    checkPictureUrl(pictureUrl);
    const created = await during('creating user', async () => {
      const given = (text: string) => (text === '' ? undefined : text);
      const wished = newUser({
        name,
        displayName: given(call.value(DISPLAY_NAME)),
        email: given(call.value(EMAIL)),
        pictureUrl: given(pictureUrl),
      });
      const { user, notice } = await fittingUser(api, wished.user);
      if (notice) call.note(notice);
      return await api.createUser(user);
    });
    await call.answer('User created', oneData(userShape, created));
  },
};
