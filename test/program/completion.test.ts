import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo' });
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
  const { store } = hs.sandbox;
  store.users.update(2, { name: 'Bob Builder' });
});
afterAll(() => terminals.end());

/** What somebody types before Tab, and what then stands in the line. */
const LINES: readonly (readonly [typed: string, completed: string])[] = [
  ['hs nodes dele', 'hs nodes delete'],
  ['hs nodes show router-b', 'hs nodes show router-berlin'],
  ['hs users list --outp', 'hs users list --output'],
  ['hs preauthkeys create --tags tag:serv', 'hs preauthkeys create --tags tag:server'],
  ['hs preauthkeys create --user=ali', 'hs preauthkeys create --user=alice'],
  ['hs policy set polic', 'hs policy set policy.hujson'],
];

interface ShellUnderTest {
  readonly name: string;
  readonly argv: readonly string[];
  /** What makes completion work, as the help of `hs completion` says it. */
  readonly setUp: string;
  /** How it writes a name with a space. */
  readonly spaced: string;
}

const SHELLS: readonly ShellUnderTest[] = [
  {
    name: 'bash',
    argv: ['bash', '--norc', '-i'],
    setUp: "PS1='> '; source <(hs completion bash); clear; echo ready",
    spaced: 'Bob\\ Builder',
  },
  {
    name: 'zsh',
    argv: ['zsh', '-f', '-i'],
    setUp: "PS1='> '; autoload -U compinit; compinit -D -u; source <(hs completion zsh); clear; echo ready",
    spaced: 'Bob\\ Builder',
  },
  {
    name: 'fish',
    argv: ['fish', '--no-config', '-i'],
    setUp: "function fish_prompt; echo -n '> '; end; hs completion fish | source; clear; echo ready",
    spaced: 'Bob\\ Builder',
  },
];

describe.each(SHELLS)('in a real $name', ({ name, argv, setUp, spaced }) => {
  testWith(
    'tmux',
    'env',
    name,
  )('a Tab completes', async () => {
    const folder = path.join(hs.folder, `at-${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'policy.hujson'), '{}');
    const env = hs.env({ LC_ALL: 'C.UTF-8', XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
    const screen = await terminals.open(['sh', '-c', `cd '${folder}' && exec "$0" "$@"`, ...argv], {
      env,
      columns: 100,
    });
    await screen.type(setUp, 'Enter');
    await screen.shows('\nready');
    for (const [typed, completed] of [...LINES, ['hs users show Bob', `hs users show ${spaced}`] as const]) {
      await screen.type(typed, 'Tab');
      await screen.shows(`> ${completed}`);
      await screen.type('C-c');
    }
    await screen.type('exit', 'Enter');
    await screen.ended();
  });
});
