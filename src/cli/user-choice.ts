import type { User } from '../domain/user.ts';
import { chooseUser, userLabel } from '../operations/choose-user.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { Presenter } from './presenter.ts';

/** The user a command line names, and the one that a context means where it names none. */
export interface WishedUser {
  readonly named: string | undefined;
  readonly usual: { readonly name: string; readonly context: string } | undefined;
}

/**
 * The user a command is for: the one named, the only one (said on stderr), or one picked from a list.
 * @throws HsError as `chooseUser` does
 */
export async function theUser(
  { named, usual }: WishedUser,
  users: readonly User[],
  prompter: Prompter | undefined,
  out: Presenter,
): Promise<User> {
  const pick =
    prompter &&
    ((people: readonly User[]) =>
      prompter.select(
        'Which user?',
        people.map((user) => ({ name: `${userLabel(user)} (id ${user.id})`, value: user })),
      ));
  const { user, why } = await chooseUser(named ?? usual?.name, users, pick);
  if (named === undefined && usual)
    out.note(`For ${userLabel(user)}, the default user of context ${usual.context}`);
  if (why === 'only') out.note(`For ${userLabel(user)}, the only user`);
  return user;
}
