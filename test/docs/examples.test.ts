import { describe, expect, test } from 'vitest';
import { TOPICS, topicText } from '../../src/cli/help/topics.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { codeBlocks, inlineCode, pages, pageText } from './code-blocks.ts';
import { parseTyped } from './typed-line.ts';

/** What a line may begin with before a command: the `$` of a transcript, a step of a pipeline, the times of cron. */
const BEFORE = /^\s*(?:\$ |- (?:run: |name: .*)?|run: |(?:[\d*/,-]+ ){5})?(?:[A-Z_]+=\S* )*(?:if ! |if )?/
  .source;
/** A command of hs: first on its line, or after `$(`, a pipe, `&&` or the pattern of a case. */
const COMMAND = new RegExp(`(?:${BEFORE}|\\|\\s|&&\\s|\\w\\) )(hs\\s.*)$`);
const SUBSTITUTION = /\$\((hs\s[^()]*)\)/;

function commandIn(line: string): string | undefined {
  return SUBSTITUTION.exec(line)?.[1] ?? COMMAND.exec(line)?.[1];
}

/** What command lines stand in. */
const SHELLS: readonly (string | undefined)[] = ['sh', 'powershell', 'cron', 'yaml'];
/** What else there is; nothing in it is typed at a prompt of hs. */
const OTHERS: readonly (string | undefined)[] = ['text', 'json', 'nginx', 'caddyfile', 'hujson', 'console'];

const examples = pages().flatMap((page) =>
  codeBlocks(pageText(page))
    // Transcripts outside the README are played by transcripts.test.ts, and some show what is refused.
    .filter(({ info }) => SHELLS.includes(info[0]) || (info[0] === 'console' && page === 'README.md'))
    .flatMap(({ lines }) => lines)
    .flatMap(({ text, number }) => {
      const line = commandIn(text);
      return line === undefined ? [] : [{ where: `${page}:${number}`, line }];
    }),
);

const described = await describeAll(COMMANDS);
const topics = (
  await Promise.all(
    TOPICS.map(async (topic) =>
      (
        await topicText(topic, described)
      )
        .split('\n')
        .filter((line) => line.startsWith('  hs '))
        .map((line) => ({ where: `hs help ${topic.name}`, line: line.trim() })),
    ),
  )
).flat();

describe('the command lines of', () => {
  test.each([...examples, ...topics])('$where: $line', async ({ line }) => {
    await expect(parseTyped(line)).resolves.toBeUndefined();
  });

  const written = pages().filter((page) => page.startsWith('docs/guides/'));

  test.each(['README.md', 'docs/commands.md', 'docs/json.md', 'docs/exit-codes.md', ...written])(
    '%s are found',
    (page) => {
      expect(examples.filter(({ where }) => where.startsWith(`${page}:`))).not.toEqual([]);
    },
  );

  test.each(pages())('%s are all looked at: every block says what it is in', (page) => {
    const blocks = codeBlocks(pageText(page));
    const languages = blocks.map(({ info }) => info[0]);
    expect(languages.filter((name) => !SHELLS.includes(name) && !OTHERS.includes(name))).toEqual([]);
    // docs/commands.md is made from the program, and shows there how a command is called in general.
    const unseen = blocks
      .filter(({ info }) => info[0] === 'text' && page !== 'docs/commands.md')
      .flatMap(({ lines }) => lines)
      .filter(({ text }) => /^\s*hs\s/.test(text));
    expect(unseen).toEqual([]);
  });

  test('the three that everybody types are in the README as they are typed', () => {
    const readme = pageText('README.md');
    expect(readme).toContain('\nhs users create --display-name "John Doe"\n');
    expect(readme).toContain('\nhs nodes register --key mkey:…\n');
    expect(readme).toContain('\nhs preauthkeys create\n');
  });

  test.each(['hs users lst', 'hs users list --colums id', 'hs users show', 'hs logn', 'hs help nothing'])(
    'no page could hold: %s',
    async (line) => {
      await expect(parseTyped(line)).rejects.toThrow();
    },
  );
});

const mentioned = [
  ...new Set(pages().flatMap((page) => inlineCode(pageText(page)).filter((code) => /^hs [a-z]/.test(code)))),
];

describe('a command named in a sentence', () => {
  test.each(mentioned)('%s', async (line) => {
    // What it is about may be left out there.
    await parseTyped(line).catch((error: unknown) => {
      expect(String(error)).toMatch(/is missing$/);
    });
  });

  test('is found', () => {
    expect(mentioned).toContain('hs version');
  });
});

describe('what the README must not say', () => {
  test('how to install the other program of that name', () => {
    expect(pages().filter((page) => /npm (i|install|add)( -g| --global)? hs\b/.test(pageText(page)))).toEqual(
      [],
    );
  });

  test('and the two lines to begin with, word for word', () => {
    expect(pageText('README.md')).toContain('\nnpm ci && npm run demo\nnpm ci && npm test\n');
  });
});
