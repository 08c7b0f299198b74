import { expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { runHs } from '../support/harness.ts';
import { nothingRemembered, type Remembered, remembering } from '../support/remembered.ts';

const PROD = newContext('prod', 'https://hs.example.org');
const KEY = 'hskey-api-aaaaaaaaaaaa-bbbb';

const hs = ({ contexts }: Remembered, line: string, env: Record<string, string> = {}) =>
  runHs(line.split(' '), { contexts, env });
const keyPlace = async ({ contexts }: Remembered, name: string) =>
  (await contexts.file.read()).config.contexts.get(name)?.key;

test('forgets the key of the current context, and keeps the context', async () => {
  const kept = await remembering([PROD, KEY], [newContext('lab', 'https://lab.example.org'), 'other']);
  const done = await hs(kept, 'logout');
  expect(done).toMatchObject({ code: 0, out: '', err: 'Forgot the API key of context lab\n' });
  expect(kept.keys()).toEqual({ prod: `https://hs.example.org ${KEY}` });
  expect(await keyPlace(kept, 'lab')).toEqual({ kind: 'none' });
  expect(await hs(kept, 'users list')).toMatchObject({ code: 4, out: '' });
});

test('forgets the key of a context that is named, by a flag or a variable', async () => {
  for (const [line, env] of [
    ['logout --context prod', {}],
    ['logout', { HS_CONTEXT: 'prod' }],
  ] as const) {
    const kept = await remembering([PROD, KEY], [newContext('lab', 'https://lab.example.org'), 'other']);
    expect(await hs(kept, line, env)).toMatchObject({ code: 0 });
    expect(kept.keys()).toEqual({ lab: 'https://lab.example.org other' });
  }
});

test('leaves all else in the context as it was written', async () => {
  const context = {
    ...PROD,
    trust: { kind: 'ca-file', file: 'ca.pem' },
    readOnly: true,
    confirm: 'severe',
  } as const;
  const kept = await remembering([context, KEY]);
  await hs(kept, 'logout');
  const { config } = await kept.contexts.file.read();
  expect(config.contexts.get('prod')).toEqual(context);
});

test('says that there was none', async () => {
  const kept = await remembering([PROD, undefined]);
  expect(await hs(kept, 'logout')).toMatchObject({ code: 0, err: 'Context prod had no key here\n' });
});

test('leaves the program that prints a key alone', async () => {
  const key = { kind: 'command', argv: ['pass', 'show', 'hs'] } as const;
  const kept = await remembering([{ ...PROD, key }, undefined]);
  const done = await hs(kept, 'logout');
  expect(done).toMatchObject({ code: 0, err: expect.stringContaining('comes from a program') });
  expect(await keyPlace(kept, 'prod')).toEqual(key);
});

test('a server that is no context cannot be logged out of', async () => {
  const kept = await remembering([PROD, KEY]);
  const refused = await hs(kept, 'logout', { HS_ADDRESS: 'https://hs.example.org' });
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('HS_ADDRESS names a server that is no context');
  expect(refused.err).toContain('hs logout --context NAME');
  expect(kept.keys()).toEqual({ prod: `https://hs.example.org ${KEY}` });
});

test.each([
  ['logout', 2, 'No server is named'],
  ['logout --context prod', 3, 'There is no context prod'],
])('%s where nobody has logged in: %d', async (line, code, said) => {
  const refused = await hs(nothingRemembered(), line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err.replaceAll('"', '')).toContain(said);
});
