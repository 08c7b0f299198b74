import { isIP } from 'node:net';
import type { PolicyDocument } from './document.ts';

/** Something a rule names that the policy does not define. */
export interface Dangling {
  readonly kind: 'Host' | 'Group' | 'Tag';
  readonly name: string;
}

/** The first name in a rule that nothing defines; undefined when all are. From 0.26 on a bare word is a host. */
export function danglingReference(policy: PolicyDocument): Dangling | undefined {
  for (const rule of policy.acls) {
    const aliases = [...rule.src, ...rule.dst.map(hostPart)];
    for (const alias of aliases) {
      const dangling = danglingAlias(policy, alias);
      if (dangling) return dangling;
    }
  }
  return undefined;
}

/** What releases up to 0.25 say of the first source that is a group nobody defined; undefined where all are. */
export function danglingSource(policy: PolicyDocument): string | undefined {
  for (const [rule, { src }] of policy.acls.entries()) {
    const at = src.findIndex((alias) => alias.startsWith('group:') && !policy.groups.has(alias));
    if (at >= 0) {
      return `parsing policy, acl index: ${rule}->${at}: group ${src[at]} isn't registered. invalid group`;
    }
  }
  return undefined;
}

/** The part of a destination before its ports. */
export function hostPart(destination: string): string {
  const colon = destination.lastIndexOf(':');
  return colon < 0 ? destination : destination.slice(0, colon);
}

function danglingAlias(policy: PolicyDocument, alias: string): Dangling | undefined {
  if (alias === '*' || alias.includes('@') || alias.startsWith('autogroup:')) return undefined;
  if (alias.startsWith('group:'))
    return policy.groups.has(alias) ? undefined : { kind: 'Group', name: alias };
  if (alias.startsWith('tag:')) return policy.tagOwners.has(alias) ? undefined : { kind: 'Tag', name: alias };
  const [address = ''] = alias.split('/');
  if (isIP(address) !== 0 || policy.hosts.has(alias)) return undefined;
  return { kind: 'Host', name: alias };
}
