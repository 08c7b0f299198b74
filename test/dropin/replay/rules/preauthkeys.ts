import type { Rule } from '../rule.ts';
import { commandOf, flagOf } from './line.ts';

/** Differences of `preauthkeys`. */
export const PREAUTHKEY_RULES: readonly Rule[] = [
  {
    difference: 'no-dead-keys',
    fits: (one) => commandOf(one) === 'preauthkeys create' && flagOf(one, 'expiration') === '0',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^\{"error":"parsing duration: \\"0\\" is no lifetime: it would be over at once\\n/,
    carry: () => ({
      call: [
        'CreatePreAuthKey',
        { user: '1', expiration: { seconds: String(Math.floor(Date.now() / 1000)), nanos: 0 } },
      ],
    }),
  },
  {
    difference: 'durations-explained',
    fits: (one) => commandOf(one) === 'preauthkeys create' && /duration string|unknown unit/.test(one.stderr),
    parts: ['stderr'],
    stderr: /parsing duration: .* is not a duration: /,
  },
  {
    difference: 'found-first',
    fits: (one) => commandOf(one) === 'preauthkeys create' && flagOf(one, 'user') === '99999',
    parts: ['stderr'],
    stderr: /creating preauthkey: There is no user with the id 99999/,
  },
  {
    difference: 'users-by-name',
    fits: (one) => commandOf(one) === 'preauthkeys create' && flagOf(one, 'user') === 'alice',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^hskey-auth-|"name": "alice"/,
    stderr: /^$/,
    carry: () => ({ undo: true }),
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'preauthkeys list' && flagOf(one, 'user') !== undefined,
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^ID \| Key\/Prefix /,
    stderr: /^$/,
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'preauthkeys expire' && flagOf(one, 'user') !== undefined,
    parts: ['stderr'],
    stderr: /^Error: expiring preauthkey: There is no pre-auth key with that start or secret\n/,
  },
  {
    difference: 'found-first',
    fits: (one) =>
      /^preauthkeys (expire|delete)$/.test(commandOf(one)) &&
      // The key was deleted four lines before.
      (flagOf(one, 'id') === '99999' || one.n === 435),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /(expiring|deleting) preauthkey: There is no pre-auth key with the id (99999|1)\b/,
  },
  {
    difference: 'notes-beside',
    fits: (one) => commandOf(one) === 'preauthkeys delete' && one.exit === 0,
    parts: ['stderr'],
    stderr: /^Nodes joined with it: (router \(id 1, alice\)|web-1 \(id 3, tag:web\))\n/,
  },
];
