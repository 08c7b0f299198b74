import type { UserRow } from '../store/rows.ts';
import type { PolicyDocument } from './document.ts';

/** The tags a policy knows; none without a policy. */
export function knowsTag(policy: PolicyDocument | null, tag: string): boolean {
  return policy?.tagOwners.has(tag) ?? false;
}

/** Of the tags a device asks for, those its owner may give. */
export function permittedTags(
  policy: PolicyDocument | null,
  requested: readonly string[],
  owner: UserRow | undefined,
): string[] {
  if (!policy || !owner) return [];
  return requested.filter((tag) =>
    (policy.tagOwners.get(tag) ?? []).some((token) => names(policy, token, owner)),
  );
}

/** True where a token of a policy means this user: `name`, `name@`, an e-mail address, or a group with one. */
export function names(policy: PolicyDocument, token: string, user: UserRow): boolean {
  if (token.startsWith('group:')) {
    return (policy.groups.get(token) ?? []).some((member) => names(policy, member, user));
  }
  if (token === user.name || token === `${user.name}@`) return true;
  return token.includes('@') && (token === user.email || token === user.providerId);
}
