import type { HsError } from '../errors.ts';
import { invalidValue } from './invalid-value.ts';
import { named, quoted } from './quoted.ts';
import { ambiguous, notFound, sameButCase, uniqueById } from './resolution.ts';
import { parseSelector, type Selector, selectorText } from './selector.ts';
import { isTaggedDevices, TAGGED_DEVICES_ID, TAGGED_DEVICES_NAME, type User } from './user.ts';

/** A user and what about it was named. */
export interface FoundUser {
  readonly user: User;
  readonly matchedBy: 'id' | 'name' | 'email' | 'providerId';
}

/**
 * Finds the one user a reference names: id, name, e-mail or provider id; `id:` and `name:` force a meaning.
 * Exact, but for an e-mail address without an exact match, where case does not count.
 * @throws HsError `invalid_value` (empty, id 0, the pseudo user of tagged nodes), `not_found`, `ambiguous`
 */
export function findUser(reference: string, users: readonly User[]): FoundUser {
  const selector = parseSelector(reference, 'user');
  refusePseudoUser(selector);
  const real = users.filter((user) => !isTaggedDevices(user));
  const exact = uniqueById(
    real.flatMap((user) => matchExactly(selector, user)),
    ({ user }) => user.id,
  );
  const matches = exact.length > 0 ? exact : real.flatMap((user) => matchEmailLoosely(selector, user));
  const [first, ...others] = matches;
  if (first === undefined) throw unknownUser(reference, selector, real);
  if (others.length > 0) throw severalUsers(selector, matches);
  return first;
}

/** A user as messages name it, so that it can be told from its namesakes: `alice (id 1, alice@example.com)`. */
export function describeUser(user: User): string {
  const known = user.name || user.displayName;
  const contact = user.email || user.providerId;
  const extra = contact !== '' && contact !== known ? `, ${named(contact)}` : '';
  return `${known === '' ? 'a user without a name' : named(known)} (id ${user.id}${extra})`;
}

function matchExactly(selector: Selector, user: User): FoundUser[] {
  if (selector.kind === 'id') return user.id === selector.id ? [{ user, matchedBy: 'id' }] : [];
  const text = selectorText(selector);
  if (selector.kind === 'digits' && user.id === text) return [{ user, matchedBy: 'id' }];
  if (user.name === text) return [{ user, matchedBy: 'name' }];
  if (selector.kind === 'name') return [];
  if (user.email === text) return [{ user, matchedBy: 'email' }];
  return user.providerId === text ? [{ user, matchedBy: 'providerId' }] : [];
}

function matchEmailLoosely(selector: Selector, user: User): FoundUser[] {
  if (selector.kind !== 'email' || user.email === '') return [];
  return sameButCase(user.email, selector.text) ? [{ user, matchedBy: 'email' }] : [];
}

function refusePseudoUser(selector: Selector): void {
  const text = selectorText(selector);
  const meansId = selector.kind === 'id' || selector.kind === 'digits';
  if (meansId ? text !== TAGGED_DEVICES_ID : text !== TAGGED_DEVICES_NAME) return;
  throw invalidValue(
    `${named(text)} is not a user: servers list nodes under it that belong to their tags`,
    'Name a real user; hs users list shows them.',
  );
}

function unknownUser(reference: string, selector: Selector, users: readonly User[]): HsError {
  const text = selectorText(selector);
  const message =
    selector.kind === 'id'
      ? `There is no user with the id ${text}`
      : selector.kind === 'digits'
        ? `There is no user with the id or name ${text}`
        : `There is no user ${quoted(text)}`;
  const number = selector.kind === 'id' || selector.kind === 'digits';
  const names = number ? [] : users.flatMap((user) => [user.name, user.email]);
  return notFound(message, selector.kind === 'name' ? text : reference, names, 'hs users list');
}

function severalUsers(selector: Selector, matches: readonly FoundUser[]): HsError {
  const text = selectorText(selector);
  const first = matches[0]?.matchedBy;
  const sameWay = matches.every(({ matchedBy }) => matchedBy === first);
  const claim = !sameWay ? 'users answer to' : first === 'name' ? 'users are called' : 'users have';
  const id = matches[0]?.user.id ?? '1';
  return ambiguous(
    `${claim} ${named(text)}`,
    matches.map(({ user }) => describeUser(user)),
    `Name the one you mean by its id, for example id:${id}.`,
  );
}
