import type { Line } from '../line.ts';

/** What is asked, and how one thing or many are changed. */
export const CHANGES: readonly Line[] = [
  {
    line: 41,
    wish: 'what is dangerous is asked: y/N for one thing, a name or a count typed for more',
    tests: {
      'commands/nodes/delete.test.ts': ['asks, and deletes'],
      'commands/users/delete.test.ts': ['wants the name typed, and deletes'],
      'cli/many/targets.test.ts': ['more than ten by their count, whatever is done'],
      'commands/apikeys/expire.test.ts': ['the key in use wants its prefix typed'],
    },
  },
  {
    line: 42,
    wish: '--yes (or --force) answers questions and weakens no check',
    tests: {
      'commands/users/delete.test.ts': [
        '%s answers',
        'a user that owns nodes is a conflict, whatever is answered',
      ],
      'cli/confirm.test.ts': ['--yes does not answer what wants a name, without a terminal'],
    },
  },
  {
    line: 43,
    wish: 'without a terminal, in CI or with --no-input nothing is asked: 2 before any call, naming the flag',
    tests: {
      'terminal/prompter.test.ts': ['whether there is somebody to ask'],
      'program/pipes.test.ts': ['%s names the flag, and nothing is sent'],
      'commands/nodes/delete.test.ts': ['%s with %j is refused before any call'],
    },
  },
  {
    line: 44,
    wish: 'a no is no success: 1, and nothing changed; Ctrl-C is 130',
    tests: {
      'program/terminal.test.ts': ['is no for a bare Enter'],
      'program/login-terminal.test.ts': ['Ctrl-C at the question ends it: 130'],
    },
  },
  {
    line: 55,
    wish: 'every change has a dry run that changes nothing',
    tests: { 'commands/every-command.test.ts': ['changes nothing in a dry run, and asks nothing'] },
  },
  {
    line: 56,
    wish: 'a policy is compared before it is set, and scripts see by the exit code whether it differs',
    tests: {
      'commands/policy/diff.test.ts': [
        'shows from what is stored to the file, and ends well',
        '--exit-code ends with 9 where they differ, and with 0 and nothing where they do not',
      ],
    },
  },
  {
    line: 57,
    wish: 'targets as arguments, by a filter, or from standard input where - says so',
    tests: {
      'cli/many/targets.test.ts': ['from standard input', 'by a filter', 'a bare pipe without - is not read'],
      'program/pipes.test.ts': ['is left to the loop that the command stands in'],
    },
  },
  {
    line: 58,
    wish: 'a failure does not stop the others; each is told in order, and it ends with 8; --fail-fast stops',
    tests: {
      'cli/many/bulk.test.ts': [
        'a server that fails every third call is gone on with, and each is told',
        'a server that restarts in the middle is waited for, and what was lost is looked up',
        '--fail-fast begins no other once one has failed',
      ],
    },
  },
  {
    line: 59,
    wish: 'what is so already is a success; --if-exists and --if-not-exists where it would be an error',
    tests: {
      'cli/many/targets.test.ts': ['some that are so already are told apart', '--if-exists'],
      'commands/users/create.test.ts': ['--if-not-exists'],
    },
  },
  {
    line: 60,
    wish: '--watch draws anew on a terminal, tells changes as JSON lines in a pipe, and ends well with Ctrl-C',
    tests: {
      'cli/watch/terminal.test.ts': ['the list is drawn over on a screen of its own, which is left again'],
      'cli/watch/pipe.test.ts': ['first everything is told, then each change, and Ctrl-C ends it well'],
    },
  },
  {
    line: 61,
    wish: 'every call has an end; changes are sent once; Ctrl-C says what is known, a second one ends at once',
    tests: {
      'program/lost-answers.test.ts': [
        'a change whose answer does not come in time may have been applied, and is sent once',
      ],
      'program/many.test.ts': ['a second Ctrl-C waits for nothing'],
      'cli/server-target.test.ts': ['waits 15 seconds for a call where nobody says otherwise'],
    },
    reason: '--timeout is for each call: a total would cut many changes short in the middle.',
  },
];
