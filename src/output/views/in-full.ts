import type { ApiKey } from '../../domain/api-key.ts';
import type { Node } from '../../domain/node.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';
import type { User } from '../../domain/user.ts';
import { jsonTime } from '../times.ts';
import type { Column, JsonObject, View } from '../view.ts';
import { apiKeyView } from './apikeys.ts';
import { preAuthKeyText, preAuthKeyView } from './preauthkeys.ts';
import { userView } from './users.ts';

/** People are shown so many names; programs get all. */
const MOST_NAMED = 20;

interface WithNodes {
  readonly nodes: readonly Node[];
}

function nodesColumn(description: string): Column<WithNodes> {
  return {
    id: 'nodes',
    header: 'Nodes',
    description,
    value: ({ nodes }) => nodes.map(({ givenName }) => givenName),
    shown: ({ nodes }) => ({ text: someOf(nodes.map(({ givenName, id }) => `${givenName} (id ${id})`)) }),
    appears: 'asked',
  };
}

function nodesJson({ nodes }: WithNodes): JsonObject[] {
  return nodes.map(({ id, givenName }) => ({ id, givenName }));
}

function someOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

type UserInFull = User & WithNodes & { readonly preAuthKeys: readonly PreAuthKey[] };

/** One user with what belongs to it. */
export const userInFullView: View<UserInFull> = {
  ...userView,
  columns: [
    ...userView.columns,
    nodesColumn('its nodes'),
    {
      id: 'preAuthKeys',
      header: 'Pre-auth keys',
      description: 'its pre-auth keys, by number',
      value: ({ preAuthKeys }) => preAuthKeys.map(({ id }) => id),
      shown: ({ preAuthKeys }) => ({ text: someOf(preAuthKeys.map(({ id }) => `id ${id}`)) }),
      appears: 'asked',
    },
  ],
  toJson: (user, options) => ({
    ...userView.toJson(user, options),
    nodes: nodesJson(user),
    preAuthKeys: user.preAuthKeys.map((key) => ({
      id: key.id,
      key: preAuthKeyText(key, options),
      expiration: jsonTime(key.expiration),
    })),
  }),
};

/** One pre-auth key with the nodes that joined with it. */
export const preAuthKeyInFullView: View<PreAuthKey & WithNodes> = {
  ...preAuthKeyView,
  columns: [...preAuthKeyView.columns, nodesColumn('the nodes that joined with it')],
  toJson: (key, options) => ({ ...preAuthKeyView.toJson(key, options), nodes: nodesJson(key) }),
};

/** One API key, and what is to be known of it beside what the server says. */
export interface ApiKeyInFull extends ApiKey {
  /** It is the one that this program uses. */
  readonly inUse: boolean;
  /** It was made by 0.23 or 0.24, and 0.28 and later refuse it. */
  readonly refusedByUpgrade: boolean;
}

export const apiKeyInFullView: View<ApiKeyInFull> = {
  ...apiKeyView,
  columns: [
    ...apiKeyView.columns,
    {
      id: 'inUse',
      header: 'In use here',
      description: 'whether it is the key that hs uses now',
      value: ({ inUse }) => inUse,
      appears: 'asked',
    },
    {
      id: 'refusedByUpgrade',
      header: 'After an upgrade',
      description: 'whether it was made by 0.23 or 0.24, so that 0.28 and later refuse it',
      value: ({ refusedByUpgrade }) => refusedByUpgrade,
      shown: ({ refusedByUpgrade }) =>
        refusedByUpgrade
          ? { text: 'refused by 0.28 and later', tone: 'warning' }
          : { text: 'goes on working' },
      appears: 'asked',
    },
  ],
  toJson: (key, options) => ({
    ...apiKeyView.toJson(key, options),
    inUse: key.inUse,
    refusedByUpgrade: key.refusedByUpgrade,
  }),
};
