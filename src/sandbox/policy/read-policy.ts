import type { Release } from '../../domain/release.ts';
import { asOf, since } from '../release.ts';
import type { PolicyDocument } from './document.ts';
import { documentOf, PolicyTypeError } from './document.ts';
import { HujsonError, parseHujson } from './hujson.ts';
import { badOwner, undefinedOwner } from './owners.ts';
import { danglingReference, danglingSource } from './references.ts';

/** At which step a policy was refused; each release words each step in its own way. */
export type Step = 'syntax' | 'decode' | 'empty' | 'action' | 'field' | 'reference' | 'ssh' | 'tests';

/** A policy that the server does not take. The message has no step before it yet. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
  readonly step: Step;

  constructor(step: Step, message: string) {
    super(message);
    this.step = step;
  }
}

const OLD_MEMBERS = ['groups', 'hosts', 'tagowners', 'acls', 'autoapprovers', 'ssh'];
const NEW_MEMBERS = [...OLD_MEMBERS, 'tests', 'sshtests', 'grants', 'nodeattrs', 'randomizeclientport'];

/** Reads a policy as the release does. Throws `PolicyRefused`. */
export function readPolicy(release: Release, text: string): PolicyDocument {
  const policy = decoded(text);
  refuseUnknownMembers(release, policy);
  if (!since(release, '0.26') && policy.groups.size + policy.hosts.size + policy.acls.length === 0) {
    throw new PolicyRefused('empty', 'empty policy');
  }
  refuseActions(release, policy);
  refuseReferences(release, policy);
  return policy;
}

function refuseReferences(release: Release, policy: PolicyDocument): void {
  if (!since(release, '0.26')) {
    const source = danglingSource(policy);
    if (source) throw new PolicyRefused('action', source);
    return;
  }
  const owner = badOwner(release, policy);
  if (owner !== undefined) throw new PolicyRefused('decode', owner);
  const group = undefinedOwner(policy);
  const dangling = danglingReference(policy) ?? (group ? { kind: 'Group', name: group } : undefined);
  if (dangling) {
    const { kind, name } = dangling;
    throw new PolicyRefused(
      'reference',
      since(release, '0.29')
        ? `${kind.toLowerCase()} not defined in policy: "${name}"`
        : `${kind} "${name}" is not defined in the Policy, please define or remove the reference to it`,
    );
  }
}

function decoded(text: string): PolicyDocument {
  try {
    return documentOf(parseHujson(text));
  } catch (error) {
    if (error instanceof HujsonError) throw new PolicyRefused('syntax', error.message);
    if (error instanceof PolicyTypeError) throw new PolicyRefused('decode', error.message);
    throw error;
  }
}

function refuseUnknownMembers(release: Release, policy: PolicyDocument): void {
  const known = asOf(release, { '0.23': undefined, '0.27.0': OLD_MEMBERS, '0.29': NEW_MEMBERS });
  const unknown = policy.members.find((member) => known && !known.includes(member.toLowerCase()));
  if (unknown === undefined) return;
  const colon = since(release, '0.29') ? ':' : '';
  throw new PolicyRefused('field', `unknown field${colon} "${unknown}"`);
}

function refuseActions(release: Release, policy: PolicyDocument): void {
  const index = policy.acls.findIndex((rule) => rule.action !== 'accept');
  if (index >= 0) {
    const action = policy.acls[index]?.action ?? '';
    const within = `json: cannot unmarshal JSON string into Go v2.Action within "/acls/${index}/action": `;
    throw new PolicyRefused(
      since(release, '0.27.0') ? 'decode' : 'action',
      asOf(release, {
        '0.23': 'invalid action',
        '0.27.0': `${within}invalid action "${action}", must be "accept"`,
        '0.29': `${within}action="${action}" is not supported: invalid ACL action`,
      }),
    );
  }
  if (since(release, '0.26')) refuseSshActions(release, policy);
}

function refuseSshActions(release: Release, policy: PolicyDocument): void {
  const bad = badSshAction(policy);
  if (bad === undefined) return;
  const index = policy.sshActions.indexOf(bad);
  const within = `json: cannot unmarshal JSON string into Go v2.SSHAction within "/ssh/${index}/action": `;
  throw new PolicyRefused(
    since(release, '0.27.0') ? 'decode' : 'field',
    asOf(release, {
      '0.26': `SSH action "${bad}" is not valid, must be accept or check`,
      '0.27.0': `${within}invalid SSH action "${bad}", must be one of: accept, check`,
      '0.29': `${within}"${bad}" is not a valid action`,
    }),
  );
}

/** The first action of an SSH rule that no release knows. Up to 0.25 only looked at when the rules are compiled. */
export function badSshAction(policy: PolicyDocument): string | undefined {
  return policy.sshActions.find((action) => action !== 'accept' && action !== 'check');
}
