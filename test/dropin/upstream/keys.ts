import { expect } from 'vitest';
import type { Outcome } from '../../support/harness.ts';
import { idOf, later, type Seen, type Step, user } from './step.ts';

const prefixesOf = (ended: Outcome) =>
  Object.fromEntries(
    (ended.json() as { prefix: string }[]).map(({ prefix }, at) => [`prefix${at + 1}`, prefix]),
  );

const newKey = (id: string, line: string, json: unknown): Step => ({
  id,
  line,
  json,
  keep: (ended) => ({ secret: (ended.json() as { key: string }).key, ...idOf(ended) }),
});

export const PREAUTHKEYS: readonly Step[] = [
  user('user1'),
  user('user2'),
  ...[1, 2, 3].map((id) =>
    newKey(
      'P1',
      'preauthkeys --user 1 create --reusable --expiration 24h --output json --tags tag:test1,tag:test2',
      { id, key: expect.stringMatching(/./), acl_tags: ['tag:test1', 'tag:test2'] },
    ),
  ),
  {
    id: 'P2',
    line: 'preauthkeys list --output json',
    json: [1, 2, 3].map((id) => ({ id, expiration: later(86_400), acl_tags: ['tag:test1', 'tag:test2'] })),
  },
  { id: 'P3', line: 'preauthkeys expire --id 1', out: /^Key expired\n$/ },
  {
    id: 'P2',
    line: 'preauthkeys list --output json',
    json: [{ expiration: later(0) }, { expiration: later(86_400) }, { expiration: later(86_400) }],
  },
  newKey('P4', 'preauthkeys --user 1 create --reusable --output json', { expiration: later(3600) }),
  newKey('P5', 'preauthkeys --user 1 create --reusable=true --output json', { reusable: true }),
  {
    ...newKey('P6', 'preauthkeys --user 1 create --ephemeral=true --output json', { ephemeral: true }),
    absent: 'reusable',
  },
  newKey(
    'P7',
    'preauthkeys --user 2 create --reusable --expiration 24h --output json --tags tag:test1,tag:test2',
    { key: expect.stringMatching(/^hskey-auth-/) },
  ),
  {
    id: 'N6',
    before: (net, { secret = '' }) => void net.sandbox.devices.join(secret, { hostname: 'client' }),
    line: 'nodes list --output json',
    json: [{ user: { name: 'tagged-devices' }, tags: ['tag:test1', 'tag:test2'], online: true }],
  },
  newKey('P8', 'preauthkeys create --expiration 24h --output json --tags tag:a,tag:b', {
    acl_tags: ['tag:a', 'tag:b'],
  }),
  newKey('P8', '--user 1 preauthkeys create --expiration 24h --output json --reusable --ephemeral', {
    reusable: true,
    ephemeral: true,
    user: { id: 1 },
  }),
  { id: 'P9', line: ({ id }) => `preauthkeys delete --id ${id} --output json`, out: /^\{\}\n$/ },
];

export const APIKEYS: readonly Step[] = [
  // The sandbox begins with a key of its own.
  ...[1, 2, 3, 4, 5].map(() => ({
    id: 'A1',
    line: 'apikeys create --expiration 24h --output json',
    out: /^"hskey-api-[\w-]{77}"\n$/,
  })),
  {
    id: 'A2',
    line: 'apikeys list --output json',
    json: [1, 2, 3, 4, 5, 6].map((id) => ({
      id,
      prefix: expect.stringMatching(/./),
      expiration: expect.anything(),
    })),
    keep: prefixesOf,
  },
  ...[2, 3, 4].map((at) => ({
    id: 'A3',
    line: (seen: Seen) => ['apikeys', 'expire', '--prefix', seen[`prefix${at}`] ?? ''],
    out: /^Key expired\n$/,
  })),
  {
    id: 'A2',
    line: 'apikeys list --output json',
    json: [{}, ...[0, 0, 0, 86_400, 86_400].map((seconds) => ({ expiration: later(seconds) }))],
  },
  {
    id: 'A4',
    line: ({ prefix2 = '' }) => ['apikeys', 'delete', '--prefix', prefix2],
    out: /^Key deleted\n$/,
  },
  { id: 'A5', line: 'apikeys expire --id 5', out: /^Key expired\n$/ },
  { id: 'A6', line: 'apikeys delete --id 6', out: /^Key deleted\n$/ },
  { id: 'A2', line: 'apikeys list --output json', json: [{ id: 1 }, { id: 3 }, { id: 4 }, { id: 5 }] },
  { id: 'A7', line: 'apikeys create --expiration 24h', out: /^hskey-api-[\w-]{77}\n$/ },
];
