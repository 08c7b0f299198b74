import { isExitRoute, isWaiting, type Route } from '../route.ts';
import type { FilterFields } from './field.ts';
import { ownerField, routeField, tagField, wordField } from './text-fields.ts';

/** What routes can be filtered by. */
export const routeFields: FilterFields<Route> = {
  noun: 'routes',
  example: 'waiting and user=alice',
  fields: [
    {
      kind: 'flag',
      name: 'waiting',
      aliases: ['pending'],
      description: 'announced, and nobody approved it yet',
      example: 'waiting',
      is: isWaiting,
    },
    {
      kind: 'flag',
      name: 'approved',
      description: 'an admin or the policy allowed it',
      example: 'approved',
      is: ({ approved }) => approved,
    },
    {
      kind: 'flag',
      name: 'announced',
      description: 'the device offers it',
      example: '!announced',
      is: ({ advertised }) => advertised,
    },
    {
      kind: 'flag',
      name: 'serving',
      description: 'traffic goes this way now',
      example: 'serving',
      is: ({ serving }) => serving,
    },
    {
      kind: 'flag',
      name: 'exit',
      description: 'it makes its node an exit node',
      example: '!exit',
      is: ({ prefix }) => isExitRoute(prefix),
    },
    routeField(
      {
        name: 'route',
        aliases: ['prefix'],
        description: 'exactly that network; ~ finds those that share addresses with a network or an address',
        example: 'route~10.1.2.3',
      },
      ({ prefix }) => [prefix],
    ),
    wordField(
      {
        name: 'node',
        aliases: ['name'],
        description: 'of a node whose name holds that text; = for the whole name',
        example: 'node~gateway',
      },
      ({ node }) => [node.givenName],
    ),
    {
      kind: 'number',
      name: 'nodeId',
      description: 'of the node with that number',
      example: 'nodeId=4',
      value: ({ node }) => node.id,
    },
    ownerField(
      { name: 'user', aliases: ['owner'], description: 'of a node of that user', example: 'user=alice' },
      ({ node }) => node.user,
    ),
    tagField(
      { name: 'tag', aliases: ['tags'], description: 'of a node with that tag', example: 'tag=router' },
      ({ node }) => node.tags,
    ),
    {
      kind: 'flag',
      name: 'online',
      description: 'of a node that is connected',
      example: 'online',
      is: ({ node }) => node.online,
    },
  ],
};
