import type { Rule } from '../rule.ts';
import { commandOf, flagOf } from './line.ts';

const TAKES_AN_ID = /^(nodes register|auth (register|approve|reject)|debug create-node)$/;
const TAKES_A_NAME = /^(nodes register|auth register|debug create-node)$/;

/** Differences of `auth`, `debug` and `nodes register`. */
export const WAITING_DEVICE_RULES: readonly Rule[] = [
  {
    difference: 'ids-explained',
    fits: (one) => TAKES_AN_ID.test(commandOf(one)) && /auth ID has|registration ID must/.test(one.stderr),
    parts: ['stderr'],
    stderr:
      /(parsing machine key|registering node|(approving|rejecting) auth request): (.* is not a registration id|This id belongs to Headscale )/,
  },
  {
    difference: 'found-first',
    fits: (one) => TAKES_A_NAME.test(commandOf(one)) && /user not found/.test(one.stderr),
    parts: ['stderr'],
    stderr: /(registering|creating) node: There is no user /,
  },
  {
    difference: 'no-empty-names',
    fits: (one) => TAKES_A_NAME.test(commandOf(one)) && flagOf(one, 'user') === '',
    parts: ['stderr'],
    stderr: /registering node: "name:" names no user: the name is empty\n/,
  },
  {
    difference: 'notes-beside',
    version: '0.29.2',
    fits: (one) => commandOf(one) === 'auth reject' && one.exit === 0,
    parts: ['stderr'],
    stderr: /^A rejected login can still be registered with the same id\./,
  },
  {
    difference: 'old-names',
    version: '0.28.0',
    fits: ({ argv: [group, verb = 'bogus'] }) => group === 'auth' && /^(bogus|-)/.test(verb),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^Devices and sessions that wait to be let in\.\n\nUsage:\n/,
    stderr: /^$/,
  },
  {
    difference: 'old-names',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'auth register' && flagOf(one, 'auth-id') !== undefined,
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^Node n6 registered\n$/,
    stderr: /^$/,
  },
  {
    difference: 'old-names',
    version: '0.28.0',
    // It was let in by the line before, which 0.28 did not know.
    fits: (one) => commandOf(one) === 'nodes register' && one.stdout === 'Node n6 registered\n',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr:
      /Error: registering node: rpc error: code = Unknown desc = node not found in registration cache\n$/,
  },
  {
    difference: 'notes-beside',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'nodes register',
    parts: ['stderr'],
    stderr: /^Command "register" is deprecated, use 'headscale auth register /,
  },
];
