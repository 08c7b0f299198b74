import { expect } from 'vitest';
import { GOOD_POLICY, later, type Step, user } from './step.ts';
import { waitingId } from './waiting-id.ts';

const LONG = 't'.repeat(64);

/** A node that `debug create-node` makes and the command of this release registers. */
function debugNode(at: number, name: string, owner: string): readonly Step[] {
  const [short, long] = [waitingId(at), waitingId(at, 'hskey-authreq-')];
  const create = (on: '0.28' | '0.29', key: string): Step => ({
    id: 'N1',
    on,
    line: `debug create-node --name ${name} --user ${owner} --key ${key} --output json`,
    json: { name },
  });
  const json = { name, user: { name: owner } };
  return [
    create('0.28', short),
    create('0.29', long),
    { id: 'N2', on: '0.28', line: `nodes --user ${owner} register --key ${short} --output json`, json },
    { id: 'N3', on: '0.29', line: `auth register --user ${owner} --auth-id ${long} --output json`, json },
  ];
}

const ZERO_TIME = { seconds: -62_135_596_800 };

export const NODES: readonly Step[] = [
  user('user1'),
  user('user2'),
  ...[1, 2, 3].flatMap((at) => debugNode(at, `node-${at}`, 'user1')),
  ...[4, 5].flatMap((at) => debugNode(at, `otheruser-node-${at - 3}`, 'user2')),
  {
    id: 'N6',
    line: 'nodes list --output json',
    json: [1, 2, 3, 4, 5].map((id) => ({
      id,
      node_key: expect.stringMatching(/^nodekey:[0-9a-f]{64}$/),
      expiry: ZERO_TIME,
    })),
  },
  {
    id: 'N7',
    line: 'node list --output json',
    json: [{ name: 'node-1', given_name: 'node-1' }, {}, {}, {}, {}],
  },
  {
    id: 'N8',
    line: 'nodes list --user user2 --output json',
    json: [
      { id: 4, name: 'otheruser-node-1' },
      { id: 5, name: 'otheruser-node-2' },
    ],
  },
  { id: 'N9', line: '--user user2 nodes list --output json', json: [{ id: 4 }, { id: 5 }] },
  { id: 'N9', line: '--user nobody nodes list --output json', fails: true, err: /nobody/ },
  { id: 'N10', line: 'nodes delete --identifier 4 --output json --force', json: { Result: 'Node deleted' } },
  { id: 'N8', line: 'nodes list --user user2 --output json', json: [{ id: 5 }] },
  { id: 'N11', line: 'nodes expire --identifier 1', out: /^Node expired\n$/ },
  {
    id: 'N6',
    line: 'nodes list --output json',
    json: [{ expiry: later(0) }, { expiry: ZERO_TIME }, { expiry: ZERO_TIME }, { expiry: ZERO_TIME }],
  },
  {
    id: 'N12',
    line: 'nodes expire --identifier 1 --output json',
    json: { id: 1, node_key: expect.stringMatching(/^nodekey:/) },
  },
  {
    id: 'N13',
    line: 'nodes expire --identifier 1 --output json --expiry 2026-11-24T13:00:00Z',
    json: { expiry: later(3600) },
  },
  {
    id: 'N14',
    on: '0.29',
    line: 'nodes expire --identifier 1 --output json --disable',
    json: { id: 1 },
    absent: 'expiry',
  },
  { id: 'N15', line: 'nodes rename --identifier 1 newnode-1', out: /Node renamed/ },
  { id: 'N16', line: 'node rename 2-givenname --identifier 2', out: /Node renamed/ },
  {
    id: 'N17',
    on: '0.28',
    line: `nodes rename --identifier 3 ${LONG}`,
    fails: true,
    err: /must not exceed 63 characters/,
  },
  {
    id: "N17'",
    on: '0.29',
    line: `nodes rename --identifier 3 ${LONG}`,
    fails: true,
    err: /is too long, max length is 63 bytes/,
  },
  {
    id: 'N6',
    line: 'nodes list --output json',
    json: [
      { given_name: 'newnode-1' },
      { name: 'node-2', given_name: '2-givenname' },
      { given_name: 'node-3' },
      {},
    ],
  },
  {
    id: 'N18',
    before: (net) => {
      net.sandbox.devices.announce(1, ['10.1.0.0/24', '10.2.0.0/24', '0.0.0.0/0', '::/0']);
      net.sandbox.devices.online(1);
    },
    line: 'nodes approve-routes --output json --identifier 1 --routes=10.1.0.0/24,10.2.0.0/24',
    json: { approved_routes: ['10.1.0.0/24', '10.2.0.0/24'] },
  },
  {
    id: 'N6',
    line: 'nodes list --output json',
    json: [{ subnet_routes: ['10.1.0.0/24', '10.2.0.0/24'], online: true }, {}, {}, {}],
  },
  {
    id: 'N19',
    line: 'nodes approve-routes --output json --identifier 1 --routes=',
    json: { id: 1 },
    absent: 'approved_routes',
  },
  ...['0.0.0.0/0', '::/0', '0.0.0.0/0,::/0', '0.0.0.0/0,::/0,10.1.0.0/24'].map((routes) => ({
    id: 'N20',
    line: `nodes approve-routes --output json --identifier 1 --routes=${routes}`,
    json: { approved_routes: expect.arrayContaining(['0.0.0.0/0', '::/0']) },
  })),
];

/** Everything a tag test needs: two users, two owned tags, one node. */
export const TAGS: readonly Step[] = [
  user('user1'),
  user('user2'),
  { id: 'Y1', line: 'policy set -f /p', files: { '/p': GOOD_POLICY }, out: /Policy updated/ },
  {
    id: 'N6',
    before: async (net) => void (await net.node('user1', 'tagme')),
    line: 'nodes list --output json',
    json: [{ id: 1 }],
  },
  {
    id: 'N21',
    line: 'nodes tag --identifier 1 --output json --tags tag:exists,tag:other',
    json: { tags: ['tag:exists', 'tag:other'] },
  },
  {
    id: 'N21',
    line: 'nodes tag --identifier 1 --output json --tags tag:exists',
    json: { tags: ['tag:exists'] },
  },
  ...[
    ['N22', 'tag:nonexistent'],
    ['N23', 'invalid-no-prefix'],
    ['N24', ''],
  ].map(([id = '', tags = '']) => ({
    id,
    line: ['nodes', 'tag', '--identifier', '1', '--output', 'json', '--tags', tags],
    fails: true,
    err: /setting tags/,
  })),
  {
    id: 'N6',
    line: 'nodes list --output json',
    json: [{ tags: ['tag:exists'], user: { name: 'tagged-devices' } }],
  },
  {
    id: 'N25',
    line: 'nodes tag --identifier 1 --output json --tags tag:other',
    json: { tags: ['tag:other'] },
  },
];
