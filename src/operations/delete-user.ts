import { describeNode } from '../domain/resolve-node.ts';
import { describeUser } from '../domain/resolve-user.ts';
import type { User } from '../domain/user.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/**
 * What goes with a user: keys, and what the release does besides.
 * @throws HsError `conflict` where the user owns nodes: every release refuses then
 */
export async function consequencesOfDeletingUser(api: HeadscaleApi, user: User): Promise<string[]> {
  const [nodes, keys, hazard] = await Promise.all([
    api.listNodes(),
    api.listPreAuthKeys({ users: [user] }),
    api.hazard('deletingUserDeletesAllPreAuthKeys'),
  ]);
  const owned = nodes.filter((node) => node.user?.id === user.id);
  if (owned.length > 0) {
    const names = owned.slice(0, 5).map(describeNode);
    const more = owned.length > names.length ? ` and ${owned.length - names.length} more` : '';
    throw new HsError('conflict', `${describeUser(user)} owns nodes: ${names.join(', ')}${more}`, {
      hint: 'Delete those nodes first (hs nodes delete NODE), then the user.',
    });
  }
  const mine = keys.filter((key) => key.user?.id === user.id).length;
  return [
    ...(mine > 0 ? [`${mine === 1 ? 'One pre-auth key goes' : `${mine} pre-auth keys go`} with it`] : []),
    ...(hazard ? [`Warning: ${hazard.sentence}`, hazard.instead] : []),
  ];
}
