import type { Line } from '../line.ts';

/** Keys, servers, files, errors and what goes over the net. */
export const SERVERS: readonly Line[] = [
  {
    line: 45,
    wish: 'keys come in unseen: typed, from standard input, a file, a variable or a program; never as a flag',
    tests: {
      'ux/surface.test.ts': ['no flag takes an API key as its value'],
      'commands/login.test.ts': ['takes the key from standard input, and says what it reached'],
      'commands/login-key.test.ts': ['--api-key-command'],
      'program/login-terminal.test.ts': [
        'from a URL to a table: the certificate is shown, the key is typed unseen',
      ],
    },
  },
  {
    line: 46,
    wish: 'a new key is shown once; contexts and lists never show one',
    tests: {
      'commands/apikeys/create.test.ts': [
        'makes a key for 90 days, prints it once, and it works',
        '-o name prints the secret alone, and quietly',
      ],
      'commands/contexts/list.test.ts': ['lists every server and marks the current one, without its keys'],
      'output/render.test.ts': ['are masked in %s'],
    },
  },
  {
    line: 47,
    wish: "keys are kept in the system's keyring, else in a file of one's own, which is said",
    tests: {
      'config/keyring-store.test.ts': [
        'into a file, with a notice, where it %s',
        'one that never answers is ended: %s',
      ],
      'config/file-store.test.ts': ['are kept for their owner alone, given back, replaced and forgotten'],
    },
  },
  {
    line: 48,
    wish: 'several servers by name; the current one is marked',
    tests: {
      'commands/contexts/list.test.ts': ['lists every server and marks the current one, without its keys'],
      'commands/contexts/use.test.ts': ['makes a context the current one'],
      'config/context.test.ts': ['the name of a context'],
    },
    reason: '`hs login` adds one and `hs doctor` tests it, so that there is no second way to do either.',
  },
  {
    line: 49,
    wish: 'a key goes to its own address alone; --insecure warns each time',
    tests: {
      'cli/stored-key.test.ts': ['the key of a context goes to its own address alone'],
      'commands/login.test.ts': ['with --insecure warns, and does not keep it'],
    },
  },
  {
    line: 50,
    wish: 'flags before variables before contexts, and the origin can be seen',
    tests: {
      'config/settings.test.ts': ['which server is meant'],
      'commands/contexts/show.test.ts': [
        'shows every setting of the current context, and where it comes from',
      ],
    },
  },
  {
    line: 51,
    wish: 'files where each system keeps them, for their owner alone, written whole',
    tests: {
      'config/paths.test.ts': ['the folders of hs'],
      'files/kept-files.test.ts': ['come into being with their folders, for their owner alone'],
      'config/config-file.test.ts': ['what fails leaves the file as it was and no lock'],
    },
  },
  {
    line: 52,
    wish: 'an error says what failed, why, and what to type next, in four lines, without a stack',
    tests: {
      'output/error-text.test.ts': [
        'says what failed and what to do next',
        'is never longer than four lines',
      ],
      'cli/run.test.ts': ['of hs itself is told as a defect, without a stack'],
      'docs/hints.test.ts': ['no text of the program names a command that there is not'],
    },
  },
  {
    line: 53,
    wish: 'each trouble on the way to a server is told apart',
    tests: {
      'program/connection-trouble.test.ts': [
        'each trouble on the way to a server has a message and an exit code of its own',
      ],
    },
  },
  {
    line: 54,
    wish: 'for programs an error is one JSON object on stderr, and stdout is empty',
    tests: {
      'cli/run.test.ts': ['with %s is one JSON object, and stdout is empty'],
      'docs/schema.test.ts': ['the kinds of error are those that there are'],
    },
  },
  {
    line: 62,
    wish: 'no telemetry and no traffic but what was asked for; Windows; a reference that is generated',
    tests: {
      'program/traffic.test.ts': ['%s connects to nobody', '%s connects to its server alone'],
      'commands/version-page.test.ts': ['it is asked once, without the key, by this command alone'],
      'config/paths.test.ts': ['the folders of hs'],
      'docs/examples.test.ts': ['the command lines of'],
    },
    reason: '`hs version` compares nothing with what is on the net, so that there is no --check.',
  },
];
