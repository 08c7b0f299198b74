import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { foldersOf } from '../../src/config/paths.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { rememberNames } from '../../src/state/remembered-names.ts';
import { FACTS } from '../config/support.ts';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Screen, type Terminals } from '../support/terminal.ts';

const hs = useProgram();
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
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
  ['hs nodes tag add nas tag:serv', 'hs nodes tag add nas tag:server'],
  ['hs nodes list --filter user=ali', 'hs nodes list --filter user=alice'],
  ["hs nodes list --filter 'online and user=ali", "hs nodes list --filter 'online and user=alice"],
  ['hs nodes list --filter "onl', 'hs nodes list --filter "online'],
  ['hs nodes list --columns id,giv', 'hs nodes list --columns id,givenName'],
  ['hs nodes list --sort=-lastS', 'hs nodes list --sort=-lastSeen'],
  ['hs users show "Bob Bu', 'hs users show "Bob Builder'],
  ['hs help exit-', 'hs help exit-codes'],
  ['hs --color neve', 'hs --color never'],
  ['hs --quiet nodes show router-b', 'hs --quiet nodes show router-berlin'],
];

const NAMES = {
  nodes: ['nas', 'router-berlin'],
  users: ['alice', 'Bob Builder'],
  tags: ['tag:ci', 'tag:server'],
};

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
    // What it suggests by itself looks like a line that was completed.
    setUp:
      "set -g fish_autosuggestion_enabled 0; function fish_prompt; echo -n '> '; end; hs completion fish | source; clear; echo ready",
    spaced: 'Bob\\ Builder',
  },
];

testWith('pwsh')('in a real PowerShell what stands at the cursor is completed', async () => {
  await rememberAll();
  const ask = (line: string) =>
    `[Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null).CompletionMatches.CompletionText`;
  const lines = ['hs nodes dele', 'hs users show Bob', 'hs nodes show ', 'hs preauthkeys create --user=ali'];
  const script = ['hs completion powershell | Out-String | Invoke-Expression', ...lines.map(ask)].join('; ');
  const { out, err } = await hs.runOther('pwsh', ['-NoProfile', '-NonInteractive', '-Command', script]);
  expect({ err, words: out.trim().split(/\r?\n/) }).toEqual({
    err: '',
    words: ['delete', "'Bob Builder'", ...NAMES.nodes, '--user=alice'],
  });
});

describe.each(SHELLS)('in a real $name a Tab completes', ({ name, argv, setUp, spaced }) => {
  let opened: Promise<Screen> | undefined;
  const shell = () => {
    opened ??= openShell(name, argv, setUp);
    return opened;
  };
  const lines = [...LINES, ['hs users show Bob', `hs users show ${spaced}`] as const];

  for (const [typed, completed] of lines) {
    testWith(
      'tmux',
      'env',
      name,
    )(typed, async () => {
      const screen = await shell();
      await rememberAll();
      await screen.type(typed, 'Tab');
      // Whatever came of it, the next line begins on an empty one.
      await screen.shows(`> ${completed}`).finally(() => screen.type('C-c'));
    });
  }
});

/** What a server would have told just now: a busy machine may miss the 300 ms in which one is asked. */
async function rememberAll(): Promise<void> {
  const env = hs.env();
  const { cache } = foldersOf({ env, platform: process.platform, home: hs.folder });
  const files = keptFilesIn(cache, FACTS);
  for (const [kind, values] of Object.entries(NAMES)) {
    const names = values.map((value) => ({ value, description: 'known' }));
    await rememberNames(files, hs.sandbox.address, kind, { at: Date.now(), names });
  }
}

async function openShell(name: string, argv: readonly string[], setUp: string): Promise<Screen> {
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
  return screen;
}
