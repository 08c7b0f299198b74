import { describe, expect, test } from 'vitest';
import { TOPICS, topicText } from '../../../src/cli/help/topics.ts';
import { describeAll } from '../../../src/cli/manifest.ts';
import { COMMANDS } from '../../../src/commands/table.ts';
import { EXIT_CODES } from '../../../src/errors.ts';
import { everyCapability, everyHazard } from '../../../src/headscale/capabilities.ts';
import { sources } from '../../architecture/sources.ts';
import { runHs } from '../../support/harness.ts';

const ids = Object.keys(COMMANDS);
const nouns = [...new Set(ids.map((id) => id.split(' ')[0] ?? ''))];

async function page(...argv: string[]): Promise<string> {
  const { code, out, err } = await runHs(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const described = await describeAll(COMMANDS);
const topics = await Promise.all(
  TOPICS.map(async (topic) => ({
    name: topic.name,
    alias: topic.alias,
    text: await topicText(topic, described),
  })),
);

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

  test.each(topics)('$name is there', async ({ name, alias, text }) => {
    expect(await page('help', name)).toBe(`${text}\n`);
    if (alias !== undefined) expect(await page('help', alias)).toBe(`${text}\n`);
  });

  test('filters has every field that a list can be filtered by', async () => {
    const out = await page('help', 'filters');
    const fields = described.filter(({ id }) => id.endsWith(' list')).flatMap(({ filters }) => filters);
    expect(fields.length).toBeGreaterThan(20);
    for (const { example } of fields) expect(out).toContain(example);
  });

  test('releases has every capability and every hazard, with what to do instead', async () => {
    const out = (await page('help', 'releases')).replace(/\s+/g, ' ');
    const facts = [...everyCapability(), ...everyHazard()];
    expect(facts.length).toBeGreaterThan(20);
    for (const { sentence, instead } of facts) expect(out).toContain(`${sentence}. ${instead}`);
  });

  test('environment has every variable that the sources read', async () => {
    const out = await page('help', 'environment');
    const read = new Set(
      sources('src').flatMap(({ text }) =>
        [...text.matchAll(/\b(HS_[A-Z_]+)\b/g)].map(([, name = '']) => name),
      ),
    );
    for (const name of read) expect(out).toContain(name);
  });

  test('exit-codes has every one', async () => {
    const out = await page('help', 'exit-codes');
    for (const code of new Set(Object.values(EXIT_CODES))) expect(out).toMatch(new RegExp(`^${code} `, 'm'));
  });

  test('a command that needs no server does not say how to reach one', async () => {
    expect(await page('sandbox', '--help')).not.toContain('hs help connection');
    expect(await page('users', 'list', '--help')).toContain('hs help connection');
  });
});

describe('no line is wider than 80 columns', () => {
  test.each(topics)('topic $name', ({ text }) => {
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([[], ...nouns.map((noun) => [noun, '--help'])])('hs %s %s', async (...argv) => {
    const lines = (await page(...argv)).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('every command has examples', () => {
  test.each(described)('hs $id: at least two, with long flags, before its own', async ({ id, examples }) => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    // What other programs in the line take is theirs.
    const own = examples
      .flatMap(({ command }) => command.split('|'))
      .filter((part) => /(^|[ (])hs /.test(part));
    expect(own.filter((part) => /(^|\s)-[A-Za-z](\s|$)/.test(part))).toEqual([]);
    const out = await page(...id.split(' '), '--help');
    expect(out.indexOf('\nEXAMPLES\n')).toBeLessThan(out.search(/^([A-Z]+ )?FLAGS$/m));
  });
});

describe('the width', () => {
  const at = async (columns: number, ...argv: string[]) => (await runHs(argv, { tty: { columns } })).out;
  const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

  test('is that of the terminal, and never more than 100', async () => {
    expect(longest(await at(60, 'help', 'nodes'))).toBeLessThanOrEqual(60);
    expect(longest(await at(60, 'help'))).toBeLessThanOrEqual(60);
    const wide = await at(200, 'nodes', 'list', '--help');
    expect(longest(wide)).toBeLessThanOrEqual(100);
    expect(longest(wide)).toBeGreaterThan(80);
  });

  test('is 80 in a pipe, without escape sequences', async () => {
    const out = await page('nodes', 'list', '--help');
    expect(longest(out)).toBeLessThanOrEqual(80);
    expect(out).not.toContain('\u001b');
  });

  test.each(topics)('of the topic $name too, without a word lost', async ({ name, text }) => {
    expect(await at(120, 'help', name)).toBe(`${text}\n`);
    const narrow = await at(40, 'help', name);
    const words = (page: string) => page.split(/\s+/).filter((word) => word !== '');
    expect(words(narrow)).toEqual(words(text));
    // Lines to type are not broken, nor are words.
    const wrapped = narrow.split('\n').filter((line) => !/^ {2}(hs|export|read|[A-Z_]+, )/.test(line));
    expect(wrapped.filter((line) => line.length > 40 && line.trim().includes(' '))).toEqual([]);
  });
});

describe('what leads nowhere is named, with what is near', () => {
  test.each([
    ['hs usres list', 'There is no command "usres"', 'Did you mean hs users?'],
    ['hs users lst', 'There is no command "users lst"', 'Did you mean hs users list?'],
    ['hs nodes tag ad laptop', 'There is no command "nodes tag ad"', 'Did you mean hs nodes tag add?'],
    ['hs user frobnicate', 'There is no command "users frobnicate"', 'There is: list, show,'],
    ['hs -o json', 'A command is missing', 'hs users list -o json'],
    ['hs help outputs', 'There is no help for "outputs"', 'Did you mean hs help output?'],
    ['hs help exit-code', 'There is no help for "exit-code"', 'Did you mean hs help exit-codes?'],
    ['hs help nothing', 'There is no help for "nothing"', 'hs help lists what there is'],
  ])('%s', async (line, message, hint) => {
    const { code, err, out } = await runHs([...line.split(' ').slice(1)], {});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });
});
