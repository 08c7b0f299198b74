import type { Line } from '../line.ts';

/** Help, words, flags and completion. */
export const WORDS: readonly Line[] = [
  {
    line: 1,
    wish: '`hs`, `hs help X`, `X --help` and `X -h` answer alike; -h means nothing else',
    tests: {
      'cli/help/pages.test.ts': ['comes for hs %s'],
      'cli/run.test.ts': ['"hs %s" shows the command', '"hs %s" lists the verbs'],
    },
  },
  {
    line: 2,
    wish: '`hs nodes` is help and ends with 0; a missing argument is told with its usage and ends with 2',
    tests: {
      'cli/help/pages.test.ts': ['%s lists its verbs'],
      'cli/parse-argv.test.ts': ['an argument that is missing is told with those that belong to it'],
    },
  },
  {
    line: 3,
    wish: 'every command has two examples, before its flags',
    tests: {
      'ux/surface.test.ts': ['hs %s shows two examples at least, before its flags'],
      'docs/examples.test.ts': ['the command lines of'],
    },
  },
  {
    line: 4,
    wish: 'the first page is in groups and names the topics',
    tests: {
      'cli/help/pages.test.ts': ['names every noun and every command without one', 'names every topic'],
    },
  },
  { line: 5, wish: 'help has topics', tests: { 'cli/help/pages.test.ts': ['$name is there'] } },
  {
    line: 6,
    wish: 'what reaches a server is told on one page, to which commands point',
    tests: { 'cli/help/pages.test.ts': ['a command that needs no server does not say how to reach one'] },
  },
  {
    line: 7,
    wish: 'help fits 80 columns',
    tests: { 'cli/help/pages.test.ts': ['no line is wider than 80 columns'] },
  },
  {
    line: 8,
    wish: 'plural noun and verb, in the words of headscale, with few other words for them',
    tests: { 'cli/run.test.ts': ['other words for the same command'] },
  },
  {
    line: 9,
    wish: 'no command or flag is found by its beginning',
    tests: {
      'cli/run.test.ts': ['what is no command'],
      'cli/parse-argv.test.ts': ['what cannot be meant is refused'],
    },
  },
  {
    line: 10,
    wish: 'what is near is named, and never run by itself',
    tests: {
      'domain/suggest.test.ts': ['nearest'],
      'cli/help/pages.test.ts': ['what leads nowhere is named, with what is near'],
    },
  },
  {
    line: 11,
    wish: '--version, -V and `hs version`; a server that is away is no error',
    tests: {
      'cli/run.test.ts': ['hs %s prints the version'],
      'commands/version.test.ts': [
        'shows both versions, and what that release cannot do',
        'a server that cannot be reached is told of, and is no error',
      ],
    },
  },
  {
    line: 12,
    wish: 'positionals are targets, all else is flags',
    tests: {
      'cli/many/targets.test.ts': ['several by name'],
      'cli/many/nodes-and-rest.test.ts': ['nodes and what comes after them'],
    },
    reason:
      'What is given to the targets (a new name, tags, routes) follows them, as it does with headscale and git.',
  },
  {
    line: 13,
    wish: 'a flag for one value given twice is refused',
    tests: { 'cli/parse-argv.test.ts': ['what cannot be meant is refused'] },
  },
  {
    line: 14,
    wish: 'the values there are stand in help, completion and errors',
    tests: {
      'output/format.test.ts': ['"%s" is none'],
      'cli/complete/complete.test.ts': ['flags and their values'],
    },
  },
  {
    line: 15,
    wish: 'flags that every command knows stand before the command as well as after it',
    tests: { 'cli/leading-flags.test.ts': ['a server is named by them', 'help is found behind them'] },
  },
  {
    line: 16,
    wish: 'completion scripts on stdout for each shell; no file of the shell is edited',
    tests: { 'program/completion.test.ts': ['in a real $name a Tab completes'] },
  },
  {
    line: 17,
    wish: 'names from the server complete, from a cache, fast, silent on failure',
    tests: {
      'cli/complete/complete.test.ts': [
        'is asked once a minute',
        'that is slow is not waited for, and what was known is offered',
      ],
      'cli/complete/names.test.ts': ['no secret is among them, also where the server lists them in clear'],
    },
  },
];
