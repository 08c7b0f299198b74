import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const TEXT = '{\n  // one: Ünï\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}],\n}\n';

const hs = useProgram();
const test = testWith('tmux', 'env');
let terminals: Terminals;
let temporary = '';
let round = 0;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());
beforeEach(async () => {
  round += 1;
  temporary = path.join(hs.folder, `tmp-${round}`);
  await mkdir(temporary);
  const set = await hs.run('policy set - --yes --no-backup', { stdin: TEXT });
  expect(set.code, set.err).toBe(0);
});

/** What the editor does, one script each time it is opened; `$1` is the file. */
async function openEdit(line: string, ...scripts: readonly string[]) {
  const folder = path.join(temporary, 'an editor');
  await mkdir(folder);
  for (const [at, script] of scripts.entries()) await writeFile(path.join(folder, String(at + 1)), script);
  const program = path.join(folder, 'run');
  // Each time it counts, keeps what it was shown, and does what the script of that number says.
  const steps = [
    'cd "$(dirname "$0")"',
    'n=$(($(ls seen* 2>/dev/null | wc -l) + 1))',
    'cp "$1" "seen$n"',
    '. "./$n"',
  ];
  await writeFile(program, `#!/bin/sh\n${steps.join('\n')}\n`);
  await chmod(program, 0o755);
  const env = hs.env({ HS_EDITOR: `"${program}"`, TMPDIR: temporary, NO_COLOR: '1' });
  const screen = await terminals.open(['sh', '-c', `exec hs ${line}`], { env, columns: 120, rows: 50 });
  return { screen, shown: (at: number) => readFile(path.join(folder, `seen${at}`), 'utf8') };
}

const replace = (from: string, to: string) => `sed -i 's/${from}/${to}/' "$1"\n`;
const stored = async () => (await hs.run('policy get')).out;
const left = async () => (await readdir(temporary)).filter((name) => name.startsWith('hs-'));
const leftText = async () => readFile(path.join(temporary, (await left())[0] ?? '', 'policy.hujson'), 'utf8');

describe('hs policy edit', () => {
  test('opens the editor, shows the change, asks for the host, and sets it', async () => {
    const { screen, shown } = await openEdit('policy edit', replace('one', 'two'));
    await screen.shows('Type 127.0.0.1 to go on');
    await screen.type('127.0.0.1', 'Enter');
    const { code, text } = await screen.ended();
    expect({ code, left: await left() }, text).toEqual({ code: 0, left: [] });
    expect(await shown(1)).toBe(TEXT);
    expect(text).toContain('-  // one: Ünï\n+  // two: Ünï\n');
    expect(await stored()).toBe(TEXT.replace('one', 'two'));
  });

  test('opens what is refused again, with the reason above its line, then sets what is mended', async () => {
    const bad = replace('"acls"', 'acls');
    const { screen, shown } = await openEdit(
      'policy edit --yes',
      bad,
      replace('^  acls', '  "acls"') + replace('one', 'two'),
    );
    const { code, text } = await screen.ended();
    expect({ code, left: await left() }, text).toEqual({ code: 0, left: [] });
    expect(await shown(2)).toMatch(
      /^\/\/ >>> hs: mend it .*\n\{\n.*\n\/\/ >>> hs: The server refuses .*\n {2}acls: /,
    );
    expect(await stored()).toBe(TEXT.replace('one', 'two'));
  });

  test('says that nothing was edited', async () => {
    const { screen } = await openEdit('policy edit', 'true\n');
    const { code, text } = await screen.ended();
    expect(code).toBe(0);
    expect(text).toContain('Nothing was edited, so the policy is unchanged');
    expect(await left()).toEqual([]);
  });

  for (const [how, keys, ends] of [
    ['Ctrl-C at the question', ['C-c'], 130],
    ['another word', ['no', 'Enter'], 1],
  ] as const) {
    test(`keeps what was written, and names its file, at ${how}`, async () => {
      const { screen } = await openEdit('policy edit', replace('one', 'two'));
      await screen.shows('Type 127.0.0.1 to go on');
      await screen.type(...keys);
      const { code, text } = await screen.ended();
      expect(code).toBe(ends);
      expect(text.replaceAll('\n', '')).toContain(
        `What you wrote is in ${temporary}/${(await left())[0]}/policy.hujson`,
      );
      expect(await leftText()).toBe(TEXT.replace('one', 'two'));
      expect(await stored()).toBe(TEXT);
    });
  }

  test('keeps what was saved before the editor failed', async () => {
    const { screen } = await openEdit('policy edit', `${replace('one', 'two')}exit 1\n`);
    const { code, text } = await screen.ended();
    expect(code).toBe(1);
    expect(text.replaceAll('\n', '')).toMatch(/ended with 1, so nothing was changed.*What you wrote is in /);
    expect(await leftText()).toBe(TEXT.replace('one', 'two'));
  });

  test('leaves Ctrl-C to the editor', async () => {
    const { screen } = await openEdit(
      'policy edit',
      `trap 'sed -i s/one/two/ "$1"; exit 0' INT\necho waiting\ncat\n`,
    );
    await screen.shows('waiting');
    await screen.type('C-c');
    await screen.shows('Type 127.0.0.1 to go on');
    await screen.type('127.0.0.1', 'Enter');
    expect((await screen.ended()).code).toBe(0);
    expect(await stored()).toBe(TEXT.replace('one', 'two'));
  });

  test('draws on the terminal where stdout is a file', async () => {
    const { screen } = await openEdit(
      `policy edit --yes -o json > ${temporary}/results`,
      `echo hello\n${replace('one', 'two')}`,
    );
    const { code, text } = await screen.ended();
    expect(code, text).toBe(0);
    expect(text).toContain('hello');
    expect(JSON.parse(await readFile(path.join(temporary, 'results'), 'utf8'))).toMatchObject([
      { status: 'changed' },
    ]);
  });
});

testWith(
  'tmux',
  'env',
  'vi',
)('vi edits it, and leaves the terminal to the question', async () => {
  const env = hs.env({ EDITOR: 'vi', LC_ALL: 'C.UTF-8', TMPDIR: temporary, NO_COLOR: '1' });
  const screen = await terminals.open(['hs', 'policy', 'edit'], { env, columns: 100 });
  await screen.shows('// one: Ünï');
  await screen.type(':%s/one/two/', 'Enter', ':wq', 'Enter');
  await screen.shows('Type 127.0.0.1 to go on');
  await screen.type('127.0.0.1', 'Enter');
  const { code, text } = await screen.ended();
  expect({ code, left: await left() }, text).toEqual({ code: 0, left: [] });
  expect(await stored()).toBe(TEXT.replace('one', 'two'));
});

testWith()('without a terminal it ends with 2 and starts no editor', async () => {
  const calls = hs.sandbox.calls.length;
  const { code, err } = await hs.run('policy edit --yes', { env: { HS_EDITOR: 'touch' }, stdin: '' });
  expect({ code, calls: hs.sandbox.calls.length }).toEqual({ code: 2, calls });
  expect(err).toContain('Editing the policy needs a terminal');
});
