import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readShellLine } from '../../scripts/shell-words.ts';
import { runHs } from '../support/harness.ts';
import { testWith } from '../support/needs.ts';
import { type Program, useProgram } from '../support/program.ts';
import { codeBlocks, pages, pageText } from './code-blocks.ts';
import { EXAMPLE_HOST } from './shown-proxies.ts';

const POLICY = '{"acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}]}\n';

function blocks(page: string, ...wanted: readonly string[]): string[] {
  return codeBlocks(pageText(page))
    .filter(({ info }) => wanted.every((word, at) => info[at] === word))
    .map(({ lines }) => lines.map(({ text }) => `${text}\n`).join(''));
}

const program = useProgram({ seed: 'demo' });

describe('what the pages show as YAML', () => {
  const shown = pages().flatMap((page) => blocks(page, 'yaml').map((text) => ({ page, text })));

  test.each(shown)('of $page is some', ({ text }) => {
    expect(parse(text)).toBeTypeOf('object');
  });

  test('is found', () => {
    expect(shown.map(({ page }) => page)).toContain('docs/guides/policy.md');
  });
});

describe('what CI runs', () => {
  const lines = blocks('docs/guides/policy.md', 'yaml').flatMap((text) =>
    [...text.matchAll(/(?:- |run: |then )(hs [^;\n]+)/g)].map(([, line = '']) => line),
  );

  test.each(lines)('%s', async (line) => {
    const { words } = readShellLine(line);
    const { sandbox } = program;
    const done = await runHs(words.slice(1), {
      sandbox,
      env: { CI: 'true' },
      files: { 'policy.hujson': POLICY },
    });
    expect(done).toMatchObject({ code: 0, asked: [] });
  });

  test('is a check, a diff and a change, in GitHub and in GitLab', () => {
    expect(lines).toHaveLength(6);
  });
});

/** The script for cron, with the server of the tests and a file that holds this key. */
async function cronScript({ folder, sandbox, runOther }: Program, key: string) {
  const [script = ''] = blocks('docs/guides/ci.md', 'sh', 'script');
  const [file, keyFile] = [path.join(folder, 'headscale-check'), path.join(folder, 'check.key')];
  const own = script
    .replace(`https://${EXAMPLE_HOST}`, sandbox.address)
    .replace('/etc/headscale-check.key', keyFile);
  await Promise.all([writeFile(file, own), writeFile(keyFile, `${key}\n`)]);
  await chmod(file, 0o700);
  return await runOther(file, [], { env: { HS_ADDRESS: undefined, HS_API_KEY: undefined } });
}

describe('what cron runs', () => {
  const calm = useProgram();

  testWith('sh')('says what needs a person, and ends with 9', async () => {
    const { code, out, err } = await cronScript(program, program.sandbox.apiKey);
    expect({ code, err }).toEqual({ code: 9, err: '' });
    expect(out).toContain('Needs a person');
  });

  testWith('sh')('says why it could not look', async () => {
    const { code, out } = await cronScript(program, 'not-the-key');
    expect(code).toBe(4);
    expect(out).toMatch(/^Error: The server does not know this API key/);
  });

  testWith('sh')('says nothing where all is well', async () => {
    expect(await cronScript(calm, calm.sandbox.apiKey)).toMatchObject({ code: 0, out: '', err: '' });
  });
});
