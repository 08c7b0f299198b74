import type { NewUser, User } from '../domain/user.ts';
import { nameFromDisplayName, parseUserName } from '../domain/user-name.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** A user to be created, as typed. */
export interface WishedUser {
  readonly name: string | undefined;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly pictureUrl: string | undefined;
}

/**
 * Checks a new user and finds the name where it was left out; `notice` says which was chosen.
 * @throws HsError `invalid_value` for a name no release could carry, or where none can be made
 */
export function newUser(wished: WishedUser): { user: NewUser; notice: string | undefined } {
  const { displayName, email, pictureUrl } = wished;
  const name = wished.name === undefined ? madeName(displayName) : parseUserName(wished.name);
  const user = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
    ...(pictureUrl === undefined ? {} : { pictureUrl }),
  };
  return {
    user,
    notice: wished.name === undefined ? `The user name is ${name}, from the display name` : undefined,
  };
}

function madeName(displayName: string | undefined): string {
  if (displayName === undefined) {
    throw new HsError('usage', 'A new user needs a name', {
      hint: 'Give one (hs users create john) or a display name to make it from (--display-name "John Doe").',
    });
  }
  const name = nameFromDisplayName(displayName);
  if (name !== undefined) return name;
  throw new HsError('invalid_value', 'No user name can be made from this display name', {
    hint: 'Give the name too: hs users create NAME --display-name …',
  });
}

/** The user as the release can keep it; `notice` says what is left out. */
export async function fittingUser(
  api: HeadscaleApi,
  user: NewUser,
): Promise<{ user: NewUser; notice: string | undefined }> {
  const { name, ...profile } = user;
  if (Object.keys(profile).length === 0 || (await api.can('usersKeepProfiles')))
    return { user, notice: undefined };
  return {
    user: { name },
    notice: 'This release keeps names alone: display name, e-mail address and picture are left out',
  };
}

/** The user that has exactly this name, where there is one: the server would refuse another. */
export async function userNamed(
  api: Pick<HeadscaleApi, 'listUsers'>,
  name: string,
): Promise<User | undefined> {
  return (await api.listUsers()).find((user) => user.name === name);
}
