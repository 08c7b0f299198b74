import type { Line } from '../line.ts';

/** What is printed, where, and how a command ends. */
export const OUTPUT: readonly Line[] = [
  {
    line: 18,
    wish: 'people get a table without borders, a row for each thing',
    tests: { 'output/table.test.ts': ['has headers in capitals and no borders'] },
  },
  {
    line: 19,
    wish: 'in a pipe it is separated by tabs, whole, uncoloured, with exact times',
    tests: {
      'output/table.test.ts': ['is separated by tabs, uncut, with a header'],
      'output/render.test.ts': ['as a table in a pipe'],
    },
  },
  {
    line: 20,
    wish: '-o takes table, wide, json, jsonl, yaml, csv and name, and says so of others',
    tests: { 'output/format.test.ts': ['%s is one, and described', '"%s" is none'] },
  },
  {
    line: 21,
    wish: '--json is -o json, and takes the fields that are wanted',
    tests: { 'cli/presentation.test.ts': ['--json'] },
  },
  {
    line: 22,
    wish: 'jq and templates',
    reason:
      'Not built in: --filter, --columns and --sort answer what they are used for, and -o json is made to be piped.',
  },
  {
    line: 23,
    wish: 'columns, order and filters, by the names of the JSON fields',
    tests: {
      'output/view.test.ts': [
        'columns by name',
        '%s: column ids differ, are camelCase, and each is described',
      ],
      'output/sort.test.ts': ['sorting'],
      'commands/nodes/list.test.ts': ['narrowed down'],
    },
  },
  { line: 24, wish: '--no-headers', tests: { 'output/render.test.ts': ['without headers'] } },
  {
    line: 25,
    wish: '-o name prints ids, a line each, made to be piped on',
    tests: {
      'program/many.test.ts': ['what one hs lists another deletes'],
      'cli/many/targets.test.ts': ['what a list prints can be piped on, in every format that is made for it'],
    },
  },
  {
    line: 26,
    wish: 'times are relative for people and RFC 3339 for programs, and as --time says',
    tests: { 'cli/presentation.test.ts': ['--time', 'relative gives a pipe what a terminal gets'] },
  },
  {
    line: 27,
    wish: 'JSON is documented, and only grows',
    tests: {
      'docs/schema.test.ts': ['%s is as documented', '%s has every field that is documented'],
      'docs/schema-real.test.ts': ['on %s the documented shape holds for'],
    },
  },
  {
    line: 28,
    wish: 'data on stdout, everything else on stderr',
    tests: {
      'program/terminal.test.ts': ['is asked on stderr: what stdout is for stays clean'],
      'cli/many/targets.test.ts': ['are shown together, asked about once and told in the order given'],
    },
  },
  {
    line: 29,
    wish: '-q keeps notices away; HS_DEBUG tells every call, how it ended and how long it took',
    tests: {
      'cli/told-calls.test.ts': [
        'HS_DEBUG=1 tells each call, how it ended and how long it took',
        'no value is told, however it is named',
      ],
      'program/many.test.ts': ['what one hs lists another deletes'],
      'program/debug-output.test.ts': ['%j prints neither the key it uses nor the key it makes'],
    },
  },
  {
    line: 30,
    wish: '--color before NO_COLOR before FORCE_COLOR before TERM=dumb before the terminal, for each stream',
    tests: {
      'output/style.test.ts': ['whether to colour'],
      'program/terminal.test.ts': [
        'in a pipe: none in a table, which is for programs there, and in an error where it is asked for',
      ],
    },
  },
  {
    line: 31,
    wish: 'no colour carries a meaning alone; the sixteen of the terminal',
    tests: {
      'output/render.test.ts': ['coloured, the words stay'],
      'output/style.test.ts': ['%s is one of the sixteen colours'],
    },
  },
  {
    line: 32,
    wish: 'for screen readers: nothing spins, plain questions, no tables',
    tests: {
      'output/render.test.ts': ['as details, for who hears the screen'],
      'program/terminal.test.ts': ['is picked by number where the screen is read aloud'],
      'terminal/prompter.test.ts': ['moves no cursor'],
      'cli/many/bulk.test.ts': [
        'where nothing is drawn, a server that is away is told each time it goes, and told once',
      ],
    },
  },
  {
    line: 33,
    wish: 'text from a server cannot steer a terminal, and is itself in JSON',
    tests: {
      'output/safe-text.test.ts': ['nothing forbidden is left, whatever comes in'],
      'program/terminal.test.ts': ['is shown and not obeyed'],
      'output/render.test.ts': ['is carried as it is for programs'],
    },
  },
  {
    line: 34,
    wish: 'wide characters keep their columns; ids are never cut',
    tests: {
      'output/table.test.ts': [
        'wide characters keep the columns in line',
        'cuts the widest column to fit, never the id',
      ],
      'output/text-width.test.ts': ['a cut text never takes more than its room'],
    },
  },
  {
    line: 35,
    wish: 'long texts are shown a screen at a time, on a terminal alone',
    tests: {
      'program/pager.test.ts': [
        'is shown by less, for which Ctrl-C is, until q',
        'is shown by the pager that was asked for, without the key',
      ],
    },
  },
  {
    line: 36,
    wish: 'a reader that goes away ends a list quietly',
    tests: {
      'program/pipes.test.ts': ['a reader that goes away', 'ends help quietly'],
      'terminal/streams.test.ts': ['a stream that is closed already stays closed'],
    },
  },
  {
    line: 37,
    wish: 'something spins on a terminal after 300 ms, and is cleared; in CI there are lines',
    tests: {
      'terminal/spinner.test.ts': [
        'shows nothing for a short wait',
        'shows the latest text after 300 ms, and is cleared',
        'is none %s',
      ],
      'commands/preauthkeys/onboard.test.ts': ['says %s what it waits for, once each'],
    },
  },
  {
    line: 38,
    wish: 'long work counts on a terminal, and draws nothing in a pipe',
    tests: { 'program/many.test.ts': ['on a terminal it counts, and clears the count away'] },
  },
  {
    line: 39,
    wish: 'an exit code for each kind of end, listed in help',
    tests: {
      'ux/surface.test.ts': ['every exit code has its meaning, and stands in help'],
      'commands/every-command.test.ts': [
        'ends with 4 where the key is wrong, and does not repeat it',
        'ends with 6 where nobody answers, naming the address',
      ],
    },
  },
  {
    line: 40,
    wish: 'nothing found is a success: a note for people, an empty document for programs',
    tests: {
      'commands/users/list.test.ts': ['says on stderr that there is nobody, and prints an empty document'],
      'output/render.test.ts': ['an empty one as %s'],
    },
  },
];
