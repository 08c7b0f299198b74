import type { Node } from '../node.ts';
import { isExitRoute, isWaiting, routesOf } from '../route.ts';
import type { FilterFields } from './field.ts';
import { addressField, choiceField, ownerField, routeField, tagField, wordField } from './text-fields.ts';
import { createdField, endingFields, idField, knownMillis } from './time-fields.ts';

const METHODS: Readonly<Partial<Record<Node['registerMethod'], string>>> = {
  REGISTER_METHOD_AUTH_KEY: 'key',
  REGISTER_METHOD_CLI: 'cli',
  REGISTER_METHOD_OIDC: 'oidc',
};

/** What nodes can be filtered by. */
export const nodeFields: FilterFields<Node> = {
  noun: 'nodes',
  example: '!online and seen>30d',
  fields: [
    {
      kind: 'flag',
      name: 'online',
      description: 'connected now',
      example: 'online',
      is: ({ online }) => online,
    },
    {
      kind: 'flag',
      name: 'offline',
      description: 'not connected now',
      example: 'offline',
      is: ({ online }) => !online,
    },
    {
      kind: 'time',
      name: 'seen',
      aliases: ['lastSeen'],
      description:
        'last connected more than 30 days ago; < for less; =never. What is online counts as seen now, what was never seen as seen when it was registered',
      example: 'seen>30d',
      distance: seenAgo,
      never: (node) => !node.online && knownMillis(node.lastSeen) === null,
    },
    ownerField(
      {
        name: 'user',
        aliases: ['owner'],
        description: 'belongs to that user: name, e-mail, provider id or id; ~ looks in display names too',
        example: 'user=alice',
      },
      ({ user }) => user,
    ),
    tagField(
      {
        name: 'tag',
        aliases: ['tags'],
        description: 'bears that tag; ~ for a piece of it',
        example: 'tag=web',
      },
      ({ tags }) => tags,
    ),
    {
      kind: 'flag',
      name: 'tagged',
      description: 'bears a tag',
      example: 'tagged',
      is: ({ tags }) => tags.length > 0,
    },
    wordField(
      {
        name: 'name',
        aliases: ['givenName'],
        description: "name in the tailnet's DNS holds that text; = for the whole name",
        example: 'name~lap',
      },
      ({ givenName }) => [givenName],
    ),
    wordField(
      { name: 'hostname', description: 'calls itself something with that text', example: 'hostname~iphone' },
      ({ name }) => [name],
    ),
    idField(({ id }) => id),
    addressField(
      {
        name: 'ip',
        aliases: ['address', 'ipAddresses'],
        description: 'has that address, or one in that network; ~ for a piece of it',
        example: 'ip=100.64.0.7',
      },
      ({ ipAddresses }) => ipAddresses,
    ),
    routeField(
      {
        name: 'route',
        aliases: ['routes', 'approvedRoutes', 'availableRoutes', 'subnetRoutes'],
        description:
          'has exactly that route; ~ finds those that share addresses with a network or an address',
        example: 'route=10.0.0.0/8',
      },
      ({ availableRoutes, approvedRoutes, subnetRoutes }) => [
        ...availableRoutes,
        ...approvedRoutes,
        ...subnetRoutes,
      ],
    ),
    {
      kind: 'flag',
      name: 'waiting',
      description: 'announces a route that nobody approved yet',
      example: 'waiting',
      is: hasRouteWaiting,
    },
    {
      kind: 'flag',
      name: 'approved',
      description: 'the same as waiting; approved: no route of it waits',
      example: '!approved',
      is: (node) => !hasRouteWaiting(node),
    },
    {
      kind: 'flag',
      name: 'exit',
      description: 'announces itself as an exit node',
      example: 'exit',
      is: ({ availableRoutes }) => availableRoutes.some(isExitRoute),
    },
    ...endingFields<Node>(({ expiry }) => knownMillis(expiry)),
    createdField(({ createdAt }) => createdAt),
    {
      kind: 'flag',
      name: 'ephemeral',
      description: 'joined with an ephemeral key, so that it vanishes once it is offline',
      example: 'ephemeral',
      is: ({ preAuthKey }) => preAuthKey?.ephemeral === true,
    },
    {
      kind: 'number',
      name: 'key',
      aliases: ['preAuthKey'],
      description: 'joined with the pre-auth key of that id',
      example: 'key=3',
      value: ({ preAuthKey }) => preAuthKey?.id ?? null,
    },
    choiceField(
      {
        name: 'method',
        aliases: ['registerMethod'],
        description: 'came in that way: key, cli or oidc',
        example: 'method=oidc',
      },
      Object.values(METHODS),
      ({ registerMethod }) => METHODS[registerMethod],
    ),
  ],
};

/**
 * How long ago a node was connected. Servers keep the time of the last connection's end, which can be long ago while
 * the node is online. Of a node without any time nothing is known: it counts as seen now.
 */
function seenAgo({ online, lastSeen, createdAt }: Node, now: number): number {
  if (online) return 0;
  return now - (knownMillis(lastSeen) ?? knownMillis(createdAt) ?? now);
}

function hasRouteWaiting(node: Node): boolean {
  return node.availableRoutes.length > 0 && routesOf([node]).some(isWaiting);
}
