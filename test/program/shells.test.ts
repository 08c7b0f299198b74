import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { startSshServer } from '../support/ssh-server.ts';

const hs = useProgram();

const HOSTILE = "-- \"$HOME\" '`id`' \\n \\\\ $(id) !! *? #~ &|;<>(){}[] a\nb\t'\\' 🧑‍🚀 Jose\u0301 ";

const inSingleQuotes = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
const inFishQuotes = (value: string) => `'${value.replace(/['\\]/g, (found) => `\\${found}`)}'`;

/** A line as somebody types it, and the display name that is meant. */
type Line = readonly [typed: string, meant: string];

const EVERYWHERE: readonly Line[] = [
  ['--display-name "John Doe"', 'John Doe'],
  ["--display-name 'John Doe'", 'John Doe'],
  ['--display-name John\\ Doe', 'John Doe'],
  ['--display-name="John O\'Neil"', "John O'Neil"],
  ['--display-name \'John "Johnny" Doe\'', 'John "Johnny" Doe'],
  ['--display-name "John \\"Johnny\\" Doe"', 'John "Johnny" Doe'],
  ['--display-name "John \\$ Doe"', 'John $ Doe'],
  ['--display-name "Ünï 日本 𝒥"', 'Ünï 日本 𝒥'],
  ['--display-name=-John-', '-John-'],
  ['-d"John Doe"', 'John Doe'],
  ['--display-name="$FULL_NAME"', HOSTILE],
];
const IN_POSIX_SHELLS: readonly Line[] = [
  ...EVERYWHERE,
  [`--display-name=${inSingleQuotes(HOSTILE)}`, HOSTILE],
  ['--display-name "$(printf \'a  b\\nc\')"', 'a  b\nc'],
];
const IN_BASH_AND_ZSH: readonly Line[] = [
  ...IN_POSIX_SHELLS,
  ["--display-name $'John\\'s\\n\\u65e5'", "John's\n日"],
];
const IN_FISH: readonly Line[] = [...EVERYWHERE, [`--display-name=${inFishQuotes(HOSTILE)}`, HOSTILE]];

const UTF8 = { LC_ALL: 'C.UTF-8', FULL_NAME: HOSTILE };

let created = 0;
const nextName = () => {
  created += 1;
  return `user-${created}`;
};

/** Commands that make a user each, and what the server must hold after them. */
function script(lines: readonly Line[]) {
  const users = lines.map(([typed, meant]) => ({ name: nextName(), typed, meant }));
  return {
    text: users.map(({ name, typed }) => `hs users create ${name} -q -o name ${typed}\n`).join(''),
    meant: users.map(({ name, meant: displayName }) => ({ name, displayName })),
  };
}

/** What the server holds of those users. */
function held(names: readonly { readonly name: string }[]) {
  const rows = hs.sandbox.store.users.all();
  return names.map(({ name }) => ({ name, displayName: rows.find((row) => row.name === name)?.displayName }));
}

describe('words typed into a shell arrive as they were meant', () => {
  const shells: readonly [shell: string, lines: readonly Line[], options?: readonly string[]][] = [
    ['sh', IN_POSIX_SHELLS],
    ['bash', IN_BASH_AND_ZSH],
    ['zsh', IN_BASH_AND_ZSH, ['-f']],
    ['fish', IN_FISH, ['--no-config']],
  ];
  for (const [shell, lines, options = []] of shells) {
    testWith(shell)(shell, async () => {
      const { text, meant } = script(lines);
      const { err } = await hs.runOther(shell, [...options, '-c', text], { env: UTF8 });
      expect({ err, users: held(meant) }).toEqual({ err: '', users: meant });
    });
  }
});

describe('over ssh, where a second shell splits the line again', () => {
  testWith(
    'sshd',
    'ssh',
    'ssh-keygen',
    'bash',
  )('the quotings of the guide keep every word', async () => {
    const folder = path.join(hs.folder, 'ssh');
    await mkdir(folder);
    const server = await startSshServer(folder, hs.env());
    try {
      const ssh = ['ssh', ...server.arguments].map(inSingleQuotes).join(' ');
      const { text, meant } = script([
        ['--display-name "John Doe"', 'John Doe'],
        [`--display-name=${inSingleQuotes(HOSTILE)}`, HOSTILE],
      ]);
      const quotedOnceMore = text
        .split(/^(?=hs )/m)
        .map((line) => `${ssh} ${inSingleQuotes(line)}\n`)
        .join('');
      const byPrintf = script([['', HOSTILE]]);
      const words = `hs users create ${byPrintf.meant[0]?.name} -q -o name --display-name="$FULL_NAME"`;
      const lines = `${quotedOnceMore}${ssh} "$(printf '%q ' ${words})"\n`;
      const { err } = await hs.runOther('bash', ['-c', lines], { env: UTF8, stdin: '' });
      const all = [...meant, ...byPrintf.meant];
      expect({ err, users: held(all) }).toEqual({ err: '', users: all });
    } finally {
      await server.end();
    }
  });
});
