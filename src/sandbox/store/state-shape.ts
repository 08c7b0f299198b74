import type { SavedState } from './state-file.ts';

/** The type of a field of a row: `?` means that it may be null. */
type FieldType = 'string' | 'number' | 'boolean' | 'texts' | 'instant' | 'string?' | 'number?' | 'instant?';

const DEVICE: Readonly<Record<string, FieldType>> = {
  machineKey: 'string',
  nodeKey: 'string',
  discoKey: 'string',
  hostname: 'string',
  announcedRoutes: 'texts',
  requestedTags: 'texts',
  expiry: 'instant?',
};

const TABLES: Readonly<Record<keyof SavedState['store'], Readonly<Record<string, FieldType>>>> = {
  users: {
    name: 'string',
    displayName: 'string',
    email: 'string',
    providerId: 'string',
    provider: 'string',
    profilePicUrl: 'string',
    createdAt: 'instant',
  },
  preAuthKeys: {
    userId: 'number?',
    secret: 'string',
    reusable: 'boolean',
    ephemeral: 'boolean',
    used: 'boolean',
    expiration: 'instant',
    createdAt: 'instant',
    tags: 'texts',
  },
  nodes: {
    ...DEVICE,
    ipv4: 'string?',
    ipv6: 'string?',
    givenName: 'string',
    userId: 'number?',
    ownerName: 'string',
    registerMethod: 'string',
    tags: 'texts',
    preAuthKeyId: 'number?',
    lastSeen: 'instant?',
    createdAt: 'instant',
    online: 'boolean',
    approvedRoutes: 'texts',
  },
  routes: {
    nodeId: 'number',
    prefix: 'string',
    advertised: 'boolean',
    enabled: 'boolean',
    isPrimary: 'boolean',
    createdAt: 'instant',
    updatedAt: 'instant',
  },
  apiKeys: { prefix: 'string', hash: 'string', form: 'string', expiration: 'instant', createdAt: 'instant' },
  policies: { text: 'string', updatedAt: 'instant' },
};

/** Makes sure that a value is the state of a sandbox; throws an Error that names the place that is not. */
export function refuseBadState(value: unknown): asserts value is SavedState {
  const state = recordAt(value, 'the file');
  if (state['version'] !== 1) throw new Error('version is not 1');
  if (typeof state['apiKey'] !== 'string') throw new Error('apiKey is not a text');
  const store = recordAt(state['store'], 'store');
  for (const [name, fields] of Object.entries(TABLES)) {
    const table = recordAt(store[name], `store.${name}`);
    if (typeof table['lastId'] !== 'number') throw new Error(`store.${name}.lastId is not a number`);
    const rows = table['rows'];
    if (!Array.isArray(rows)) throw new Error(`store.${name}.rows is not a list`);
    for (const [index, row] of rows.entries()) refuseBadRow(row, fields, `store.${name}.rows[${index}]`);
  }
}

function refuseBadRow(value: unknown, fields: Readonly<Record<string, FieldType>>, path: string): void {
  const row = recordAt(value, path);
  if (typeof row['id'] !== 'number') throw new Error(`${path}.id is not a number`);
  for (const [name, type] of Object.entries(fields)) {
    if (!is(row[name], type)) throw new Error(`${path}.${name} is not ${type}`);
  }
}

function is(value: unknown, type: FieldType): boolean {
  if (type.endsWith('?')) return value === null || is(value, type.slice(0, -1) as FieldType);
  if (type === 'texts') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (type !== 'instant') return typeof value === type;
  if (typeof value !== 'object' || value === null) return false;
  const { seconds, nanos } = value as { seconds?: unknown; nanos?: unknown };
  return typeof seconds === 'number' && typeof nanos === 'number';
}

function recordAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${path} is not an object`);
  }
  return value as Record<string, unknown>;
}
