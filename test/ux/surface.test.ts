import { expect, test } from 'vitest';
import { TOPICS, topicText } from '../../src/cli/help/topics.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { EXIT_CODES } from '../../src/errors.ts';
import { runHs } from '../support/harness.ts';

const commands = await describeAll(COMMANDS);

test.each(commands.map(({ id }) => id))('hs %s shows two examples at least, before its flags', async (id) => {
  const { out } = await runHs([...id.split(' '), '--help']);
  const [, examples = ''] = /^EXAMPLES\n([\s\S]*?)(?=^[A-Z ]+$|$(?![\s\S]))/m.exec(out) ?? [];
  expect(examples.match(/^ {2}(?!#).*\bhs /gm)?.length).toBeGreaterThan(1);
  expect(out.search(/^(FLAGS|[A-Z]+ FLAGS)$/m)).toBeGreaterThan(out.indexOf('EXAMPLES'));
});

test('no flag takes an API key as its value', () => {
  const flags = new Set(commands.flatMap((command) => command.flags.map(({ name }) => name)));
  const named = [...flags].filter((name) => /api-?key|token|secret/i.test(name)).sort();
  expect(named).toEqual(['api-key-command', 'api-key-file', 'api-key-stdin']);
});

test('every exit code has its meaning, and stands in help', async () => {
  expect(EXIT_CODES).toEqual({
    failed: 1,
    policy_refused: 1,
    internal: 1,
    aborted: 1,
    usage: 2,
    ambiguous: 2,
    invalid_value: 2,
    nobody_to_ask: 2,
    not_found: 3,
    credentials: 4,
    conflict: 5,
    changed_meanwhile: 5,
    unreachable: 6,
    timeout: 6,
    answer_lost: 6,
    unsupported: 7,
    unknown_release: 7,
    partial: 8,
    found: 9,
    interrupted: 130,
  });
  const topic = TOPICS.find(({ name }) => name === 'exit-codes');
  const text = topic && (await topicText(topic, []));
  const listed = (text ?? '').split('\n').flatMap((line) => /^(\d+) /.exec(line)?.[1] ?? []);
  expect(listed.map(Number)).toEqual([0, ...new Set(Object.values(EXIT_CODES))]);
});
