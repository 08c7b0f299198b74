import { describe, expect, test } from 'vitest';
import { readShellLine } from '../../../scripts/shell-words.ts';
import { explain } from '../../../src/dropin/explain/explain.ts';
import type { Said } from '../../../src/dropin/explain/explanation.ts';
import { EXPLANATIONS } from '../../../src/dropin/explain/table.ts';
import type { OfficialCommand } from '../../../src/dropin/grammar/command.ts';
import { ROOT } from '../../../src/dropin/tree.ts';
import { parseTyped } from '../../docs/typed-line.ts';
import { CASES, DEVICE_CASES } from './cases.ts';

const cases = [...CASES, ...DEVICE_CASES];
const wordsOf = (line: string) => (line === '' ? [] : readShellLine(line).words);

/** Every command that does something, by its words. */
function leaves(
  command: OfficialCommand,
  words: readonly string[] = [],
): { id: string; command: OfficialCommand }[] {
  return (command.commands ?? []).flatMap((one) => {
    const own = [...words, one.name];
    return one.commands === undefined ? [{ id: own.join(' '), command: one }] : leaves(one, own);
  });
}

const all = leaves(ROOT).filter(({ id }) => id !== 'help');

test('every command of the official client is explained, and nothing else', () => {
  expect(Object.keys(EXPLANATIONS).sort()).toEqual(all.map(({ id }) => id).sort());
});

describe('an explanation knows every flag of its command, and no other', () => {
  test.each(all)('$id', ({ id, command }) => {
    const read = new Set<string>();
    const seen =
      <T>(value: T) =>
      (name: string): T => {
        read.add(name);
        return value;
      };
    // A flag may be looked at only where another is there, or is not.
    const nothing: Said = {
      args: [],
      text: seen(undefined),
      id: seen(undefined),
      list: seen(undefined),
      on: seen(false),
    };
    const something: Said = { args: [], text: seen('1'), id: seen('1'), list: seen(['1']), on: seen(false) };
    const explained = [nothing, something].map((said) => EXPLANATIONS[id]?.(said));
    if (explained.some((one) => one === undefined || 'elsewhere' in one)) return;
    const own = (command.flags ?? []).map(({ name }) => name);
    // -o is asked for where it is what another flag comes to.
    expect([...read].filter((name) => name !== 'output').sort()).toEqual(
      own.filter((name) => name !== 'output').sort(),
    );
  });
});

describe('the line of hs that does the same', () => {
  test.each(cases)('%s: %s', async (official, native) => {
    const { lines, said } = explain(wordsOf(official));
    expect(lines).toEqual([native]);
    await expect(parseTyped(native)).resolves.toBeUndefined();
    for (const sentence of said) expect(sentence).toMatch(/^\S.*\S$/);
  });

  test('is there for every command that hs has one for', () => {
    const explained = new Set(cases.map(([official]) => explain(wordsOf(official)).lines[0]));
    const missing = all.filter(({ id }) => {
      const native = EXPLANATIONS[id]?.({
        args: [],
        text: () => undefined,
        id: () => undefined,
        list: () => undefined,
        on: () => false,
      });
      if (native === undefined || 'elsewhere' in native) return false;
      return ![...explained].some((line) => line?.startsWith(`hs ${native.command.join(' ')}`));
    });
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test.each(all)('$id names commands that there are', async ({ id, command }) => {
    const required = (command.flags ?? []).flatMap(({ name, required }) => (required ? [`--${name}=1`] : []));
    const sentences = explainedWords([...id.split(' '), ...required]);
    for (const [, line = ''] of sentences.join('\n').matchAll(/: (hs [a-z][^\n,.]*)/g)) {
      await parseTyped(line).catch((error: unknown) => expect(String(error)).toMatch(/is missing$/));
    }
    expect(sentences.length).toBeGreaterThan(0);
  });
});

/** What is said of a line, be it how it is done or where. */
function explainedWords(words: readonly string[]): readonly string[] {
  try {
    return explain(words).said;
  } catch (error) {
    return [error instanceof Error && 'hint' in error ? String(error.hint) : ''];
  }
}

describe('what hs has no command for', () => {
  test.each(['serve', 'configtest', 'mockoidc', 'dumpConfig', 'generate private-key', 'generate'])(
    '%s is said with where to run it',
    (line) => {
      expect(() => explain(line.split(' '))).toThrow(
        expect.objectContaining({
          code: 'unsupported',
          hint: expect.stringContaining("the server's own machine"),
        }),
      );
    },
  );

  test.each(['policy get', 'policy set -f x', 'policy check -f x'])('%s past the server', (line) => {
    for (const flag of [
      '--bypass-grpc-and-access-database-directly',
      '--bypass-server-and-access-database-directly',
    ]) {
      expect(() => explain([...line.split(' '), flag])).toThrow(
        expect.objectContaining({ code: 'unsupported', hint: expect.stringContaining('database') }),
      );
    }
  });
});

test.each([
  ['bogus', /unknown command "bogus"/],
  ['users list --bogus', /unknown flag: --bogus/],
  ['users list -i x', /invalid argument "x"/],
  ['users list -o xml', /unknown output format "xml"/],
])('a line that is none is refused: %s', (line, message) => {
  expect(() => explain(line.split(' '))).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
  );
});
