import { parseIpAddress } from '../ip-address.ts';
import { quoted } from '../quoted.ts';
import { didYouMean, nearest } from '../suggest.ts';
import type { User } from '../user.ts';
import type { PolicyProblem } from './place.ts';

/** What the release of a server makes of the words of a policy. */
export interface PolicyLanguage {
  /** Whether a bare word can be a user (up to 0.25); else a user is written with an `@`. */
  readonly bareUsers: boolean;
  /** Whether a tag can own a tag (0.28 and later). */
  readonly tagsOwnTags: boolean;
}

/** The names that a policy defines, and the users that there are. */
export interface KnownNames {
  readonly groups: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly users: readonly User[];
}

/** What is wrong with a name, wherever it stands. */
export type NameProblem = Pick<PolicyProblem, 'message' | 'severity'>;

/** The groups that servers make themselves; each release knows some of them. */
const AUTOGROUPS = ['internet', 'member', 'tagged', 'self', 'nonroot', 'danger-all'].map(
  (name) => `autogroup:${name}`,
);

/** What is wrong with a name that stands for machines: the source or the target of a rule. */
export function aliasProblem(
  alias: string,
  names: KnownNames,
  language: PolicyLanguage,
): NameProblem | undefined {
  if (alias === '*' || isNetwork(alias) || names.hosts.has(alias)) return undefined;
  if (alias.startsWith('autogroup:')) return AUTOGROUPS.includes(alias) ? undefined : unknownAutogroup(alias);
  if (alias.startsWith('group:')) return groupProblem(alias, names);
  if (alias.startsWith('tag:')) return tagProblem(alias, names, language);
  if (alias.includes('@') || language.bareUsers) return userProblem(alias, names, language);
  if (names.users.some(({ name }) => name === alias)) {
    return error(`There is no host ${quoted(alias)} in "hosts"; the user is written ${quoted(`${alias}@`)}`);
  }
  return error(withNear(`There is no host ${quoted(alias)} in "hosts"`, alias, names.hosts));
}

/** What is wrong with the owner of a tag: a user, a group, or with 0.28 and later a tag. */
export function ownerProblem(
  owner: string,
  names: KnownNames,
  language: PolicyLanguage,
): NameProblem | undefined {
  if (owner.startsWith('group:')) return groupProblem(owner, names);
  if (owner.startsWith('tag:') && language.tagsOwnTags) return tagProblem(owner, names, language);
  if (/^(tag|autogroup):/.test(owner) || owner === '*')
    return error(`${quoted(owner)} cannot own a tag here`);
  return userProblem(owner, names, language);
}

/** What is wrong with the member of a group, which is a user. */
export function userProblem(
  user: string,
  names: KnownNames,
  language: PolicyLanguage,
): NameProblem | undefined {
  if (/^(tag|group|autogroup):/.test(user) || user === '*')
    return error(`${quoted(user)} cannot be in a group`);
  if (!user.includes('@') && !language.bareUsers) {
    return error(`${quoted(user)} is no user: a user is written ${quoted(`${user}@`)}`);
  }
  const [name = '', domain = ''] = user.split('@');
  const isUser = (one: User) =>
    one.name === user ||
    (domain === '' && one.name === name) ||
    one.email === user ||
    one.providerId === user;
  if (names.users.some(isUser)) return undefined;
  if (domain !== '') {
    return {
      severity: 'warning',
      message: `There is no user ${quoted(user)} so far; one may come with a first login`,
    };
  }
  const others = language.bareUsers && !user.includes('@') ? ' and no host' : '';
  return error(
    withNear(
      `There is no user${others} ${quoted(name)}`,
      name,
      names.users.map((one) => one.name),
    ),
  );
}

/** Whether this is an address, or a network such as 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const parsed = parseIpAddress(address);
  if (!parsed || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (parsed.family === 4 ? 32 : 128));
}

function groupProblem(group: string, { groups }: KnownNames): NameProblem | undefined {
  if (groups.has(group)) return undefined;
  return error(withNear(`There is no group ${quoted(group)} in "groups"`, group, groups));
}

/** Up to 0.25 an admin can give a node any tag, so one without an owner can be meant there. */
function tagProblem(
  tag: string,
  { tags }: KnownNames,
  { bareUsers }: PolicyLanguage,
): NameProblem | undefined {
  if (tags.has(tag)) return undefined;
  const message = withNear(`There is no tag ${quoted(tag)} in "tagOwners"`, tag, tags);
  return { message, severity: bareUsers ? 'warning' : 'error' };
}

function unknownAutogroup(alias: string): NameProblem {
  return error(withNear(`There is no group ${quoted(alias)}`, alias, AUTOGROUPS));
}

function withNear(message: string, word: string, candidates: Iterable<string>): string {
  const near = didYouMean(nearest(word, candidates));
  return near ? `${message}. ${near}` : message;
}

function error(message: string): NameProblem {
  return { message, severity: 'error' };
}
