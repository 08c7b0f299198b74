import { describeUser, findUser } from '../../../domain/resolve-user.ts';
import type { User } from '../../../domain/user.ts';
import { HsError } from '../../../errors.ts';
import type { Call } from '../../call.ts';
import { OfficialError } from '../../errors/official-error.ts';
import { numberFlag, textFlag } from '../../grammar/flag.ts';

/** `-i`, which names a user. */
export const IDENTIFIER = numberFlag({ name: 'identifier', char: 'i', summary: 'The id of the user' });

/** `-n`, which names a user. */
export const NAME = textFlag({ name: 'name', char: 'n', summary: 'The name of the user' });

/**
 * How a line says which user it is about, for {@link userMeant}.
 * @throws OfficialError where it does not
 */
export function userWish(call: Call): { readonly id: bigint; readonly name: string } {
  const wish = { id: call.value(IDENTIFIER), name: call.value(NAME) };
  if (wish.id < 0n && wish.name === '') throw new OfficialError('--name or --identifier flag is required');
  return wish;
}

/**
 * The one user that is meant. With both an id and a name, both have to fit: servers would look at the name alone.
 * @throws HsError `invalid_value` for id 0, which servers take for any user; `not_found`, `ambiguous`
 */
export function userMeant({ id, name }: ReturnType<typeof userWish>, users: readonly User[]): User {
  if (id < 0n) return findUser(`name:${name}`, users).user;
  const { user } = findUser(`id:${id}`, users);
  if (name === '' || user.name === name) return user;
  throw new HsError(
    'invalid_value',
    `--identifier ${id} is ${describeUser(user)}, and --name says another one`,
    {
      hint: 'Give one of them.',
    },
  );
}
