import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manPages } from '../../scripts/man/pages.ts';
import { definition, prose, roffText, typed } from '../../scripts/man/roff.ts';
import { TOPICS } from '../../src/cli/help/topics.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { testWith } from '../support/needs.ts';

const execute = promisify(execFile);
const commands = await describeAll(COMMANDS);
const pages = await manPages(commands, '1.2.3');

describe('what roff would take for its own stays text', () => {
  test.each([
    ['--filter', '\\-\\-filter'],
    ["'!online'", '\\(aq!online\\(aq'],
    ['.[] | .x', '\\&.[] | .x'],
    ['a\\nb', 'a\\enb'],
    ['KEY…', 'KEY\\[u2026]'],
    ['𝒥', '\\[u1D4A5]'],
    ['~/.zshrc ^ ` "', '\\(ti/.zshrc \\(ha \\(ga \\(dq'],
  ])('%s', (text, roff) => {
    expect(roffText(text)).toBe(roff);
  });

  test('code in a sentence is set in bold', () => {
    expect(prose('First `hs policy set FILE`.')).toBe('First \\fBhs policy set FILE\\fR.');
  });

  test('lines begin with no command but ours', () => {
    expect(typed(['.x', "'y"])).toBe('.PP\n.RS 4\n.nf\n\\&.x\n\\(aqy\n.fi\n.RE');
    expect(definition('-n', 'a')).toBe('.TP\n\\fB\\-n\\fR\na');
  });
});

describe('the manual', () => {
  test('has a page for hs, every command, every group of them and every topic', () => {
    const files = [...pages.keys()];
    expect(files).toEqual(
      expect.arrayContaining([
        'hs.1',
        'hs-nodes.1',
        'hs-nodes-tag.1',
        ...commands.map(({ id }) => `hs-${id.replaceAll(' ', '-')}.1`),
        ...TOPICS.map(({ name }) => `hs-${name}.7`),
      ]),
    );
    expect(new Set(files.map((file) => file.replace(/\.\d$/, ''))).size).toBe(files.length);
  });

  test('is made the same each time, whatever the day', async () => {
    expect([...(await manPages(commands, '1.2.3'))]).toEqual([...pages]);
  });

  test.each([...pages])('%s has a title, a name and no line that is neither text nor known', (file, page) => {
    const name = file.replace(/\.\d$/, '');
    expect(page).toMatch(/^\.TH "HS[A-Z\\-]*" [17] "" "hs 1\.2\.3" "hs manual"\n/);
    expect(page).toContain(`\n.SH NAME\n${name.replaceAll('-', '\\-')} \\- `);
    const commandLines = page.split('\n').filter((line) => /^[.']/.test(line));
    const unknown = commandLines.filter((line) => !/^\.(TH|SH|SS|PP|TP|RS|RE|nf|fi|nh|ad l)\b/.test(line));
    expect(unknown).toEqual([]);
    expect(page).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('names in SEE ALSO only pages that there are', () => {
    const named = [...pages.values()].flatMap((page) => [
      ...page.matchAll(/\\fB(hs[\w\\-]*)\\fR\(([17])\)/g),
    ]);
    expect(named.length).toBeGreaterThan(pages.size);
    for (const [, name = '', section] of named) {
      expect([...pages.keys()]).toContain(`${name.replaceAll('\\', '')}.${section}`);
    }
  });
});

describe('set by the programs that people have', () => {
  let folder = '';
  const fileOf = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hs-man-'));
    for (const [file, page] of pages) await writeFile(fileOf(file), page);
  });
  afterAll(() => rm(folder, { recursive: true }));

  testWith('groff')('groff warns of nothing in any page', async () => {
    const { stdout, stderr } = await execute('groff', [
      '-ww',
      '-z',
      '-man',
      '-Tutf8',
      ...[...pages.keys()].map(fileOf),
    ]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  testWith('mandoc')('mandoc finds nothing wrong in any page', async () => {
    const files = [...pages.keys()].map(fileOf);
    const { stdout, stderr } = await execute('mandoc', ['-T', 'lint', '-W', 'error', ...files]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  testWith('man')('man shows a command as it is typed, whatever is in it', async () => {
    const read = async (file: string) => {
      const env = {
        PATH: process.env['PATH'],
        HOME: folder,
        LC_ALL: 'C.UTF-8',
        MANWIDTH: '100',
        MANPAGER: 'cat',
      };
      const { stdout, stderr } = await execute('man', ['--warnings', '-l', fileOf(file)], { env });
      expect(stderr).toBe('');
      return stdout;
    };
    const list = await read('hs-nodes-list.1');
    expect(list).toContain(`hs nodes list --filter '!online and seen>30d' --sort lastSeen\n`);
    expect(list).toContain(`hs nodes list --output json | jq -r '.[] | .givenName, .ipAddresses[0]'\n`);
    expect(list).toMatch(/^ +--columns COLUMN,…$/m);
    expect(list.indexOf('\nEXAMPLES\n')).toBeLessThan(list.indexOf('\nFLAGS\n'));
    expect(await read('hs.1')).toContain('hs users create --display-name "John Doe"\n');
    expect(await read('hs-quoting.7')).toContain(`hs users create --display-name "John O'Neil"\n`);
  });
});
