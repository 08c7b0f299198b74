import { type Instant, parseRfc3339 } from '../../../domain/instant.ts';
import type { Node } from '../../../domain/node.ts';
import type { User } from '../../../domain/user.ts';
import { HsError } from '../../../errors.ts';

/**
 * The answer of DebugCreateNode: a node that waits to be registered and has no id yet.
 * @param owner who it is made for
 * @throws HsError `answer_lost` where it holds no node
 */
export function waitingNode({ node }: Readonly<Record<string, unknown>>, owner: User): Node {
  if (typeof node !== 'object' || node === null) {
    throw new HsError('answer_lost', "The server's answer has no node", {
      hint: 'It was made, most likely: register it to see.',
    });
  }
  const fields = new Map<string, unknown>(Object.entries(node));
  const text = (name: string) => textOf(fields.get(name));
  const texts = (name: string) => textsOf(fields.get(name));
  return {
    id: '0',
    name: text('name'),
    givenName: text('givenName'),
    user: owner,
    ipAddresses: texts('ipAddresses'),
    tags: texts('tags'),
    online: false,
    lastSeen: timeOf(fields.get('lastSeen')),
    expiry: timeOf(fields.get('expiry')),
    createdAt: timeOf(fields.get('createdAt')),
    registerMethod: 'REGISTER_METHOD_UNSPECIFIED',
    approvedRoutes: texts('approvedRoutes'),
    availableRoutes: texts('availableRoutes'),
    subnetRoutes: texts('subnetRoutes'),
    machineKey: text('machineKey'),
    nodeKey: text('nodeKey'),
    discoKey: text('discoKey'),
    preAuthKey: null,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function timeOf(value: unknown): Instant | null {
  return typeof value === 'string' ? (parseRfc3339(value) ?? null) : null;
}
