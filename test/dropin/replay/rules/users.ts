import type { RecordedCase } from '../recorded-case.ts';
import type { Carry, Rule } from '../rule.ts';
import { commandOf, flagOf, wordsOf } from './line.ts';

const ENDED = /the input ended at the question, so nothing was done: --force answers yes/;

/** The user that a case makes, as a call. */
function creation(one: RecordedCase): Carry {
  const [name = ''] = wordsOf(one);
  return {
    call: [
      'CreateUser',
      {
        name,
        displayName: flagOf(one, 'display-name') ?? '',
        email: flagOf(one, 'email') ?? '',
        pictureUrl: '',
      },
    ],
  };
}

/** Differences of `users`. */
export const USER_RULES: readonly Rule[] = [
  {
    difference: 'user-names',
    fits: (one) => commandOf(one) === 'users create' && one.note === 'odd names',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^Error: creating user: (A user name cannot be empty|".*" cannot be a user name): /,
    carry: (one) =>
      /^(json|one|hank|ivy|jack|kim|a--b)$/.test(wordsOf(one)[0] ?? '') ? undefined : creation(one),
  },
  {
    difference: 'user-names',
    fits: (one) => commandOf(one) === 'users rename' && /^(|David D|x)$/.test(flagOf(one, 'new-name') ?? '-'),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /renaming user: (A user name cannot be empty|.* cannot be a user name): /,
  },
  {
    difference: 'safe-text',
    fits: (one) => commandOf(one) === 'users list' && /mred\u001b|line2\ttab/.test(one.stdout),
    parts: ['stdout'],
    stdout: /<red>x<\/> \\x1b\[31mred\\x1b\[0m|line1\\nline2\\ttab/,
  },
  {
    difference: 'notes-beside',
    fits: (one) => commandOf(one) === 'users rename' && one.exit === 0,
    parts: ['stderr'],
    stderr: /^After a rename the nodes still show their owner's old name\./,
  },
  {
    difference: 'notes-beside',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'users destroy',
    parts: ['stderr'],
    stderr:
      /^Warning: Headscale 0\.28\.0 deletes every pre-auth key of every user when any user is deleted\n(Do you want [^\n]*)?$/,
  },
  {
    difference: 'rename-by-name',
    fits: ({ argv }) =>
      argv.some((word) => /^(-n|--name=dave2)$/.test(word)) &&
      argv.some((word) => /^(--new-name=)?(dave|solo3)$/.test(word)),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^User renamed\n$|"name": "dave"/,
    stderr: /^$|^After a rename the nodes still show/,
    carry: () => ({ undo: true }),
  },
  {
    difference: 'id-zero',
    fits: (one) => /^users (rename|destroy)$/.test(commandOf(one)) && flagOf(one, 'identifier') === '0',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /(renaming|destroying) user: \\?"(id:)?0\\?" names no user: ids begin with 1/,
    carry: (one) => (one.exit === 0 ? { call: ['DeleteUser', { id: '1' }] } : undefined),
  },
  {
    difference: 'found-first',
    fits: (one) => /^users (rename|destroy)$/.test(commandOf(one)) && /multiple users/.test(one.stderr),
    parts: ['stderr'],
    stderr: /(renaming|destroying) user: There is no user /,
  },
  {
    difference: 'end-of-input',
    fits: (one) =>
      commandOf(one) === 'users destroy' && (one.stdin ?? '') === '' && /\[y\/n\] $/.test(one.stderr),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: ENDED,
  },
  {
    difference: 'time-to-answer',
    fits: ({ note }) => note === 'answered after six seconds',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^User destroyed\n$|^\{\}\n$/,
    stderr:
      /^(Warning: .*\n)?Do you want to remove the user "hank" \(19\) and any associated preauthkeys\? \[y\/n\] $/,
    carry: () => ({ undo: true }),
  },
  {
    difference: 'id-and-name',
    fits: (one) => commandOf(one) === 'users destroy' && flagOf(one, 'name') === 'kim',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /destroying user: --identifier 4 is dave \(id 4\), and --name says another one/,
    carry: () => ({ call: ['DeleteUser', { id: '22' }] }),
  },
];
