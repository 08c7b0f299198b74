/** What a field of an answer holds. A `time` that is unset is Go's zero time, a `timeOrNull` is null. */
export type AnswerField =
  | 'id'
  | 'text'
  | 'texts'
  | 'boolean'
  | 'registerMethod'
  | 'time'
  | 'timeOrNull'
  /** As `timeOrNull`, and Go's zero time is null too. */
  | 'timeUnlessZero'
  | { readonly one: NamedShape }
  | { readonly many: NamedShape };

export type AnswerShape = Readonly<Record<string, AnswerField>>;

/** A shape that the OpenAPI document names. */
export interface NamedShape {
  readonly name: string;
  readonly fields: AnswerShape;
}

const USER: NamedShape = {
  name: 'User',
  fields: {
    id: 'id',
    name: 'text',
    createdAt: 'time',
    displayName: 'text',
    email: 'text',
    providerId: 'text',
    provider: 'text',
    profilePicUrl: 'text',
  },
};

function preAuthKey(name: string, time: AnswerField): NamedShape {
  return {
    name,
    fields: {
      user: { one: USER },
      id: 'id',
      key: 'text',
      reusable: 'boolean',
      ephemeral: 'boolean',
      used: 'boolean',
      expiration: time,
      createdAt: time,
      aclTags: 'texts',
    },
  };
}

const PRE_AUTH_KEY = preAuthKey('PreAuthKey', 'time');

const NODE: NamedShape = {
  name: 'Node',
  fields: {
    id: 'id',
    machineKey: 'text',
    nodeKey: 'text',
    discoKey: 'text',
    ipAddresses: 'texts',
    name: 'text',
    user: { one: USER },
    lastSeen: 'timeOrNull',
    expiry: 'timeOrNull',
    // Inside a node an unset time is null, on its own it is Go's zero time: measured on the main branch of July 2026.
    preAuthKey: { one: preAuthKey('NodePreAuthKey', 'timeUnlessZero') },
    createdAt: 'time',
    registerMethod: 'registerMethod',
    givenName: 'text',
    online: 'boolean',
    approvedRoutes: 'texts',
    availableRoutes: 'texts',
    subnetRoutes: 'texts',
    tags: 'texts',
  },
};

const API_KEY: NamedShape = {
  name: 'ApiKey',
  fields: {
    id: 'id',
    prefix: 'text',
    expiration: 'timeOrNull',
    createdAt: 'timeOrNull',
    lastSeen: 'timeOrNull',
  },
};

/** Answers that hold one thing or a list of things. */
export const ANSWERS = {
  nothing: {},
  user: { user: { one: USER } },
  users: { users: { many: USER } },
  preAuthKey: { preAuthKey: { one: PRE_AUTH_KEY } },
  preAuthKeys: { preAuthKeys: { many: PRE_AUTH_KEY } },
  node: { node: { one: NODE } },
  nodes: { nodes: { many: NODE } },
  changes: { changes: 'texts' },
  newApiKey: { apiKey: 'text' },
  apiKeys: { apiKeys: { many: API_KEY } },
  policy: { policy: 'text', updatedAt: 'time' },
  health: { databaseConnectivity: 'boolean' },
} as const satisfies Readonly<Record<string, AnswerShape>>;
