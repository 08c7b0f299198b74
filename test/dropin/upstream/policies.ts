import { GOOD_POLICY, type Step, user } from './step.ts';

const FAILING_POLICY = JSON.stringify({
  acls: [{ action: 'accept', src: ['user2@'], dst: ['user2@:22'] }],
  tests: [{ src: 'user1@', accept: ['user2@:22'] }],
});

const BAD_ACTION = '{"acls":[{"action":"unknown-action","src":["*"],"dst":["*:*"]}]}';

export const POLICIES: readonly Step[] = [
  user('user1'),
  user('user2'),
  { id: 'Y4', line: 'policy get --output json', fails: true, err: /acl policy not found/ },
  {
    id: 'Y1',
    line: 'policy set -f /etc/headscale/policy.json',
    files: { '/etc/headscale/policy.json': GOOD_POLICY },
  },
  { id: 'Y2', line: 'policy get --output json', json: JSON.parse(GOOD_POLICY) },
  {
    id: 'Y3',
    on: '0.29',
    line: 'policy set -f /bad',
    files: { '/bad': BAD_ACTION },
    fails: true,
    err: /action="unknown-action" is not supported: invalid ACL action/,
  },
  {
    id: 'Y3',
    on: '0.28',
    line: 'policy set -f /bad',
    files: { '/bad': BAD_ACTION },
    fails: true,
    err: /invalid action "unknown-action"/,
  },
  { id: 'Y5', on: '0.29', line: 'policy check -f /p', files: { '/p': GOOD_POLICY }, out: /Policy is valid/ },
  {
    id: 'Y6',
    on: '0.29',
    line: 'policy check -f /p',
    files: { '/p': FAILING_POLICY },
    fails: true,
    err: /test\(s\) failed/,
  },
  {
    // Past the server, which is for its own machine alone.
    id: 'Y7',
    on: '0.29',
    line: 'policy check -f /p --bypass-grpc-and-access-database-directly --force',
    files: { '/p': GOOD_POLICY },
    fails: true,
    err: /run the official client on the server's own machine/,
  },
  {
    id: 'Y8',
    on: '0.29',
    line: 'policy set -f /good',
    files: { '/good': GOOD_POLICY },
    out: /Policy updated/,
  },
  { id: 'Y8', on: '0.29', line: 'policy get', json: JSON.parse(GOOD_POLICY) },
  {
    id: 'Y8',
    on: '0.29',
    line: 'policy set -f /bad',
    files: { '/bad': FAILING_POLICY },
    fails: true,
    err: /test\(s\) failed/,
  },
  { id: 'Y8', on: '0.29', line: 'policy get', json: JSON.parse(GOOD_POLICY) },
];
