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

/** What somebody types after the name of a flag, and the value that is meant. */
type Line = readonly [typed: string, meant: string];

const EVERYWHERE: readonly Line[] = [
  [' "John Doe"', 'John Doe'],
  [" 'John Doe'", 'John Doe'],
  [' John\\ Doe', 'John Doe'],
  ['="John O\'Neil"', "John O'Neil"],
  [' \'John "Johnny" Doe\'', 'John "Johnny" Doe'],
  [' "John \\"Johnny\\" Doe"', 'John "Johnny" Doe'],
  [' "John \\$ Doe"', 'John $ Doe'],
  [' "Ünï 日本 𝒥"', 'Ünï 日本 𝒥'],
  ['=-John-', '-John-'],
  ['="$FULL_NAME"', HOSTILE],
];
const IN_POSIX_SHELLS: readonly Line[] = [
  ...EVERYWHERE,
  [`=${inSingleQuotes(HOSTILE)}`, HOSTILE],
  [' "$(printf \'a  b\\nc\')"', 'a  b\nc'],
];
const IN_BASH_AND_ZSH: readonly Line[] = [...IN_POSIX_SHELLS, [" $'John\\'s\\n\\u65e5'", "John's\n日"]];
const IN_FISH: readonly Line[] = [...EVERYWHERE, [`=${inFishQuotes(HOSTILE)}`, HOSTILE]];

const UTF8 = { LC_ALL: 'C.UTF-8', FULL_NAME: HOSTILE };

let created = 0;
const nextName = () => {
  created += 1;
  return `user-${created}`;
};

/** The flags of a user that take any text. */
const FLAGS = { displayName: '--display-name', email: '--email', profilePicUrl: '--picture-url' } as const;

/** A user and its texts. */
type Texts = Record<string, string | undefined>;

/** Commands that make a user of every three lines, and what the server must hold after them. */
function script(lines: readonly Line[]) {
  const fields = Object.entries(FLAGS);
  const meant: Texts[] = [];
  let text = '';
  for (let at = 0; at < lines.length; at += fields.length) {
    const user: Texts = { name: nextName() };
    text += `hs users create ${user['name']} -q -o name`;
    for (const [index, [typed, value]] of lines.slice(at, at + fields.length).entries()) {
      const [field = '', flag = ''] = fields[index] ?? [];
      text += ` ${flag}${typed}`;
      user[field] = value;
    }
    text += '\n';
    meant.push(user);
  }
  return { text, meant };
}

/** What the server holds of those users, as far as it was meant. */
function held(meant: readonly Texts[]) {
  return meant.map((user) => {
    const row: Record<string, unknown> = {
      ...hs.sandbox.store.users.all().find(({ name }) => name === user['name']),
    };
    return Object.fromEntries(Object.keys(user).map((field) => [field, row[field]]));
  });
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
        [' "John Doe"', 'John Doe'],
        [`=${inSingleQuotes(HOSTILE)}`, HOSTILE],
      ]);
      const quotedOnceMore = text
        .split(/^(?=hs )/m)
        .map((line) => `${ssh} ${inSingleQuotes(line)}\n`)
        .join('');
      const byPrintf = script([['="$FULL_NAME"', HOSTILE]]);
      const lines = `${quotedOnceMore}${ssh} "$(printf '%q ' ${byPrintf.text.trim()})"\n`;
      const { err } = await hs.runOther('bash', ['-c', lines], { env: UTF8, stdin: '' });
      const all = [...meant, ...byPrintf.meant];
      expect({ err, users: held(all) }).toEqual({ err: '', users: all });
    } finally {
      await server.end();
    }
  });
});
