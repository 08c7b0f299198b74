import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../../src/cli/help/topics.ts';
import { COMMANDS } from '../../../src/commands/table.ts';
import { runHs } from '../../support/harness.ts';

const ids = Object.keys(COMMANDS);
const nouns = [...new Set(ids.map((id) => id.split(' ')[0] ?? ''))];

async function page(...argv: string[]): Promise<string> {
  const { code, out, err } = await runHs(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('the first page', () => {
  test.each([[], ['--help'], ['-h'], ['help']])('comes for hs %s', async (...argv) => {
    expect(await page(...argv)).toContain('hs users create --display-name "John Doe"\n');
  });

  test('names every noun and every command without one', async () => {
    const shown = (await page()).split('\n').map((line) => /^ {2}(\S+)/.exec(line)?.[1]);
    expect(shown).toEqual(expect.arrayContaining(nouns));
  });

  test('names every topic', async () => {
    const out = await page();
    for (const { name } of TOPICS) expect(out).toContain(`hs help ${name} `);
  });
});

describe('the page of', () => {
  test.each(ids)('hs %s begins with what it does and shows how it is typed', async (id) => {
    const help = await page(...id.split(' '), '--help');
    expect(help).toContain(`\n  hs ${id} `);
    expect(help).toContain('\nEXAMPLES\n');
    expect(await page('help', ...id.split(' '))).toBe(help);
  });

  test.each(nouns.filter((noun) => !ids.includes(noun)))('%s lists its verbs', async (noun) => {
    const out = await page(noun);
    for (const id of ids.filter((known) => known.startsWith(`${noun} `))) expect(out).toContain(`hs ${id} `);
    expect(await page('help', noun)).toBe(out);
  });

  test('verbs that belong together lists them alone', async () => {
    const out = await page('nodes', 'tag');
    expect(out).toContain('hs nodes tag add ');
    expect(out).not.toContain('hs nodes list');
    expect(await page('help', 'nodes', 'tag')).toBe(out);
    expect(await page('nodes', 'tag', '--help')).toBe(out);
  });

  test.each(TOPICS)('$name is there', async ({ name, text }) => {
    expect(await page('help', name)).toBe(`${text}\n`);
  });

  test('a command that needs no server does not say how to reach one', async () => {
    expect(await page('sandbox', '--help')).not.toContain('hs help connection');
    expect(await page('users', 'list', '--help')).toContain('hs help connection');
  });
});

describe('no line is wider than 80 columns', () => {
  test.each(TOPICS)('topic $name', ({ text }) => {
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([[], ...nouns.map((noun) => [noun, '--help'])])('hs %s %s', async (...argv) => {
    const lines = (await page(...argv)).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('what leads nowhere is named, with what is near', () => {
  test.each([
    ['hs usres list', 'There is no command "usres"', 'Did you mean hs users?'],
    ['hs users lst', 'There is no command "users lst"', 'Did you mean hs users list?'],
    ['hs nodes tag ad laptop', 'There is no command "nodes tag ad"', 'Did you mean hs nodes tag add?'],
    ['hs user frobnicate', 'There is no command "users frobnicate"', 'There is: list, show,'],
    ['hs -o json', 'A command is missing', 'hs users list -o json'],
    ['hs help nothing', 'There is no help for "nothing"', 'hs help lists what there is'],
  ])('%s', async (line, message, hint) => {
    const { code, err, out } = await runHs([...line.split(' ').slice(1)], {});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });
});
