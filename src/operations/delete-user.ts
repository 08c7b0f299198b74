import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { describeUser } from '../domain/resolve-user.ts';
import type { User } from '../domain/user.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** What goes with users that are deleted. */
interface ConsequencesOfDeletingUsers {
  /** What goes with this one. */
  factsOf(user: User): string[];
  /** What the release does besides. */
  readonly warnings: readonly string[];
}

/**
 * What goes with users: keys, and what the release does besides.
 * @throws HsError `conflict` where one of them owns nodes: every release refuses then
 */
export async function consequencesOfDeletingUsers(
  api: HeadscaleApi,
  users: readonly User[],
): Promise<ConsequencesOfDeletingUsers> {
  const [nodes, keys, hazard] = await Promise.all([
    api.listNodes(),
    api.listPreAuthKeys({ users }),
    api.hazard('deletingUserDeletesAllPreAuthKeys'),
  ]);
  for (const user of users) refuseOwner(user, nodes);
  return {
    factsOf(user) {
      const mine = keys.filter((key) => key.user?.id === user.id).length;
      if (mine === 0) return [];
      return [`${mine === 1 ? 'One pre-auth key goes' : `${mine} pre-auth keys go`} with it`];
    },
    warnings: hazard ? [`Warning: ${hazard.sentence}`, hazard.instead] : [],
  };
}

function refuseOwner(user: User, nodes: readonly Node[]): void {
  const owned = nodes.filter((node) => node.user?.id === user.id);
  if (owned.length === 0) return;
  const names = owned.slice(0, 5).map(describeNode);
  const more = owned.length > names.length ? ` and ${owned.length - names.length} more` : '';
  throw new HsError('conflict', `${describeUser(user)} owns nodes: ${names.join(', ')}${more}`, {
    hint: 'Delete those nodes first (hs nodes delete NODE), then the user.',
  });
}
