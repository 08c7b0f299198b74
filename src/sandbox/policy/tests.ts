import { BlockList, isIP } from 'node:net';
import type { NodeRow, UserRow } from '../store/rows.ts';
import type { AclRule, PolicyDocument, PolicyTest } from './document.ts';
import { hostPart } from './references.ts';
import { names } from './tag-owners.ts';

/** The tailnet a policy is tested against. */
export interface Tailnet {
  readonly nodes: readonly NodeRow[];
  readonly users: readonly UserRow[];
}

/** What the `tests` of a policy come to: one line for each that fails. */
export function failedTests(policy: PolicyDocument, tailnet: Tailnet): string[] {
  return policy.tests.flatMap((test) => failuresOf(policy, tailnet, test));
}

function failuresOf(policy: PolicyDocument, tailnet: Tailnet, test: PolicyTest): string[] {
  const sources = addressesOf(policy, tailnet, test.src);
  if (sources.length === 0) return [`${test.src}: source "${test.src}" resolved to no IP addresses`];
  const reaches = (destination: string) =>
    sources.every((source) => policy.acls.some((rule) => allows(policy, tailnet, rule, source, destination)));
  const line = (destination: string, expected: string, got: string) =>
    `${test.src} -> ${destination}: expected ${expected}, got ${got}`;
  return [
    ...test.accept.filter((to) => !reaches(to)).map((to) => line(to, 'ALLOWED', 'DENIED')),
    ...test.deny.filter((to) => reaches(to)).map((to) => line(to, 'DENIED', 'ALLOWED')),
  ];
}

function allows(
  policy: PolicyDocument,
  tailnet: Tailnet,
  rule: AclRule,
  source: string,
  destination: string,
): boolean {
  if (!rule.src.some((alias) => covers(policy, tailnet, alias, source))) return false;
  const [targets, port] = [addressesOf(policy, tailnet, hostPart(destination)), portPart(destination)];
  return (
    targets.length > 0 &&
    targets.every((target) =>
      rule.dst.some(
        (dst) => portsCover(portPart(dst), port) && covers(policy, tailnet, hostPart(dst), target),
      ),
    )
  );
}

/** The addresses an alias stands for now. */
function addressesOf(policy: PolicyDocument, tailnet: Tailnet, alias: string): string[] {
  const literal = policy.hosts.get(alias) ?? alias;
  const [address = ''] = literal.split('/');
  if (isIP(address) !== 0) return [address];
  return tailnet.nodes
    .filter((node) => belongs(policy, tailnet, alias, node))
    .flatMap((node) => [node.ipv4, node.ipv6].filter((ip) => ip !== null));
}

function belongs(policy: PolicyDocument, tailnet: Tailnet, alias: string, node: NodeRow): boolean {
  if (alias === '*') return true;
  if (alias.startsWith('tag:')) return node.tags.includes(alias);
  if (alias === 'autogroup:tagged') return node.tags.length > 0;
  if (alias === 'autogroup:member') return node.tags.length === 0;
  const owner = tailnet.users.find((user) => user.id === node.userId);
  return node.tags.length === 0 && owner !== undefined && names(policy, alias, owner);
}

function covers(policy: PolicyDocument, tailnet: Tailnet, alias: string, address: string): boolean {
  if (alias === '*') return true;
  const literal = policy.hosts.get(alias) ?? alias;
  const [network = '', bits] = literal.split('/');
  if (isIP(network) === 0) return addressesOf(policy, tailnet, alias).includes(address);
  if (isIP(network) !== isIP(address)) return false;
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  return list.check(address, family);
}

function portPart(destination: string): string {
  return destination.slice(destination.lastIndexOf(':') + 1);
}

function portsCover(ports: string, port: string): boolean {
  if (ports === '*') return true;
  return ports.split(',').some((range) => {
    const [from = '', to = from] = range.split('-');
    return Number(from) <= Number(port) && Number(port) <= Number(to);
  });
}
