import type { Rule } from '../rule.ts';
import { commandOf, flagOf, wordsOf } from './line.ts';

const ENDED = /the input ended at the question, so nothing was done: --force answers yes/;

const CHANGES_ONE = /^nodes (approve-routes|delete|expire|rename|tag)$/;

const NO_NODE = /: There is no node with the id \d+/;

/** Differences of `nodes`. */
export const NODE_RULES: readonly Rule[] = [
  {
    difference: 'node-zero',
    fits: (one) => CHANGES_ONE.test(commandOf(one)) && flagOf(one, 'identifier') === '0',
    parts: ['stderr'],
    stderr: /: "id:0" names no node: ids begin with 1/,
  },
  {
    difference: 'found-first',
    fits: (one) =>
      CHANGES_ONE.test(commandOf(one)) && /node not found|no longer exists in NodeStore/.test(one.stderr),
    parts: ['stderr'],
    stderr: NO_NODE,
  },
  {
    difference: 'found-first',
    fits: (one) => commandOf(one) === 'nodes list' && /user not found/.test(one.stderr),
    parts: ['stderr'],
    stderr: /listing nodes: (There is no user |tagged-devices is not a user: )/,
  },
  {
    difference: 'unknown-node',
    fits: (one) => commandOf(one) === 'nodes list-routes' && flagOf(one, 'identifier') === '99999',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: NO_NODE,
  },
  {
    difference: 'old-names',
    version: '0.29.2',
    fits: ({ argv: [noun = ''] }) => /^machines?$/.test(noun),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^(null|ID \| Hostname \| Name \| MachineKey .*)\n/,
    stderr: /^$/,
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'nodes move',
    parts: ['stderr'],
    stderr:
      /^Error: (moving node: Headscale from 0\.28 on cannot move a node to another user|required flag\(s\) "user" not set)/,
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'nodes list' && flagOf(one, 'tags') !== undefined,
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^ID \| Hostname |^\[\{"id":1,/,
    stderr: /^$/,
  },
  {
    difference: 'namespace-is-user',
    fits: (one) => flagOf(one, 'namespace') === 'bob',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    // One of two nodes is shown, and the first of all is not.
    stdout: /^ID \| [^\n]*\n3 {2}\| laptop /,
    stderr: /^Flag --namespace has been deprecated, use --user\n$/,
  },
  {
    difference: 'safe-text',
    version: '0.29.2',
    fits: (one) => commandOf(one) === 'nodes list' && /evil/.test(one.stdout),
    parts: ['stdout'],
    stdout: /\| evil\\x1b\[31m <red>x<\/>\\nsecond "line" +\|/,
  },
  {
    difference: 'never-is-not-over',
    fits: (one) => commandOf(one) === 'nodes list' && /0001-01-01 00:00:00/.test(one.stdout),
    parts: ['stdout'],
    stdout: /\| N\/A +\| (offline|online ) +\| no /,
  },
  {
    difference: 'answers-of-0.29',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes list' && /100\.64\.0\.\d+, fd7a/.test(one.stdout),
    parts: ['stdout'],
    stdout: /\| 100\.64\.0\.\d+ +\| .*\n {3}.*\| fd7a:115c:a1e0::/,
  },
  {
    difference: 'answers-of-0.29',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes delete' && /^(\{\}|null)\n/.test(one.stdout),
    parts: ['stdout'],
    stdout: /^\{\n\t"Result": "Node deleted"\n\}\n$|^Result: Node deleted\n\n$/,
    carry: (one) => (one.note === 'answered after six seconds' ? { undo: true } : undefined),
  },
  {
    difference: 'tagged-have-no-user',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes list' && /"tagged-devices"/.test(one.stdout),
    parts: ['stdout'],
    stdout: /^(?!.*tagged-devices).*"given_name":"workstation"/,
  },
  {
    difference: 'no-empty-names',
    fits: (one) => commandOf(one) === 'nodes rename' && (wordsOf(one)[0] ?? '') === '',
    parts: ['stderr'],
    stderr: /renaming node: The new node name is empty, so nothing was sent/,
  },
  {
    difference: 'lists-are-given',
    fits: (one) => commandOf(one) === 'nodes tag' && flagOf(one, 'tags') === undefined,
    parts: ['stderr'],
    stderr: /setting tags: without --tags every tag of the node would go, so nothing was done/,
  },
  {
    difference: 'told-before',
    fits: (one) => commandOf(one) === 'nodes tag' && flagOf(one, 'tags') === '',
    parts: ['stderr'],
    stderr: /setting tags: Headscale from 0\.28 on cannot take the last tag from a node/,
  },
  {
    difference: 'notes-beside',
    fits: (one) => commandOf(one) === 'nodes tag' && one.exit === 0,
    parts: ['stderr'],
    stderr: /^A tagged node belongs to its tags: it cannot be given back to its user\./,
  },
  {
    difference: 'lists-are-given',
    fits: (one) => commandOf(one) === 'nodes approve-routes' && flagOf(one, 'routes') === undefined,
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /setting approved routes: without --routes every approval of the node would go/,
    carry: ({ argv }) => (argv.includes('-i') ? { line: [...argv, '--routes='] } : undefined),
  },
  {
    difference: 'notes-beside',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes approve-routes' && flagOf(one, 'routes') === '',
    parts: ['stderr'],
    stderr: /^Headscale 0\.27\.1 and 0\.28 forget at their next restart that all routes were revoked/,
  },
  {
    difference: 'notes-beside',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes expire' && one.exit === 0,
    parts: ['stderr'],
    stderr: /^Headscale 0\.27\.1 and 0\.28 forget the new expiry at their next restart/,
  },
  {
    difference: 'times-explained',
    fits: (one) => commandOf(one) === 'nodes expire' && /parsing time/.test(one.stderr),
    parts: ['stderr'],
    stderr: /parsing expiry time: .* is not a time with a time zone, such as /,
  },
  {
    difference: 'told-before',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes expire' && /^(|true)$/.test(flagOf(one, 'disable') ?? 'no'),
    parts: ['stderr'],
    stderr: /disabling node expiry: Headscale before 0\.29 cannot switch a node's expiry off/,
  },
  {
    difference: 'old-names',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes expire' && flagOf(one, 'disable') === 'false',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^Node expiration updated\n$/,
    stderr: /^Headscale 0\.27\.1 and 0\.28 forget the new expiry at their next restart/,
    carry: () => ({ undo: true }),
  },
  {
    difference: 'safe-text',
    version: '0.29.2',
    fits: (one) => commandOf(one) === 'nodes delete' && /evil/.test(one.stderr),
    parts: ['stderr'],
    stderr: /^Do you want to remove the node evil\\x1b\[31m <red>x<\/>\\nsecond "line"\? \[y\/n\] $/,
  },
  {
    difference: 'end-of-input',
    fits: (one) =>
      /^nodes (delete|backfillips)$/.test(commandOf(one)) &&
      (one.stdin ?? '') === '' &&
      /\[y\/n\] $/.test(one.stderr),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: ENDED,
  },
  {
    difference: 'time-to-answer',
    fits: ({ note, ...one }) =>
      /^answered after (six|two) seconds$/.test(note ?? '') && commandOf({ ...one }) === 'nodes delete',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^Node deleted\n$|^\{\n\t"Result": "Node deleted"\n\}\n$/,
    stderr: /^Do you want to remove the node (n11|laptop)\? \[y\/n\] $/,
    carry: () => ({ undo: true }),
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'routes list',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^ID \| Node \| Prefix \| Advertised \| Enabled \| Primary\n\n$/,
    stderr: /^Headscale from 0\.26 on gives routes no ids: /,
  },
  {
    difference: 'old-names',
    fits: (one) => commandOf(one) === 'routes enable',
    parts: ['stderr'],
    stderr: /^Error: enabling route: Headscale from 0\.26 on gives routes no ids\n/,
  },
];
