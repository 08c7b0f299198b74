import { toMillis } from '../domain/instant.ts';
import type { Node } from '../domain/node.ts';
import { routesOf } from '../domain/route.ts';
import { isTaggedDevices } from '../domain/user.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** A name that a command takes, and what tells it from others. */
export interface NameToComplete {
  readonly value: string;
  readonly description: string;
}

/** What the names are of. */
export type NameKind = 'nodes' | 'users' | 'tags' | 'preauthkeys' | 'apikeys' | 'routes';

/** What is asked of a server for completing. */
export type NamesApi = Pick<HeadscaleApi, 'listNodes' | 'listUsers' | 'listPreAuthKeys' | 'listApiKeys'>;

/** Names of one kind, as commands take them. No secret is among them, nor anything that would show one. */
export async function namesToComplete(api: NamesApi, kind: NameKind, now: number): Promise<NameToComplete[]> {
  switch (kind) {
    case 'nodes':
      return (await api.listNodes()).map((node) => ({
        value: node.givenName,
        description: [ownerOf(node), node.online ? 'online' : 'offline'].filter(Boolean).join(', '),
      }));
    case 'users':
      return (await api.listUsers())
        .filter((user) => !isTaggedDevices(user))
        .map(({ id, name, displayName, email }) => ({
          value: name || `id:${id}`,
          description: displayName || email,
        }));
    case 'tags':
      return [...new Set((await api.listNodes()).flatMap(({ tags }) => tags))]
        .sort()
        .map((value) => ({ value, description: '' }));
    case 'routes':
      return routesOf(await api.listNodes()).map(({ prefix, node, approved }) => ({
        value: prefix,
        description: `${node.givenName}, ${approved ? 'approved' : 'waiting'}`,
      }));
    case 'preauthkeys':
      return (await api.listPreAuthKeys()).map((key) => ({
        value: key.id,
        description: [
          key.user?.name ?? key.aclTags.join(' '),
          key.reusable ? 'reusable' : key.used ? 'used' : 'unused',
          ...(key.expiration && toMillis(key.expiration) <= now ? ['expired'] : []),
        ].join(', '),
      }));
    case 'apikeys':
      return (await api.listApiKeys()).map(({ id, prefix }) => ({ value: id, description: prefix }));
  }
}

function ownerOf({ user, tags }: Node): string {
  return tags.length > 0 ? tags.join(' ') : (user?.name ?? '');
}
