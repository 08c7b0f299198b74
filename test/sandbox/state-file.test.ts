import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { HsError } from '../../src/errors.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'hs-state-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TRUSTED = { trusted: true } as const;

test('a sandbox goes on where the last one stopped, with the same key, and does not plant its seed again', async () => {
  const state = join(folder, 'kept.json');
  const first = await startSandbox({ release: '0.29', seed: 'demo', state });
  await first.core.call('CreateUser', { name: 'zoe' }, TRUSTED);
  const before = first.state();
  await first.stop();
  const second = await startSandbox({ release: '0.29', seed: 'demo', state });
  expect(second.apiKey).toBe(first.apiKey);
  expect(second.state().users).toEqual(before.users);
  expect(second.state().nodes.rows.map(({ id }) => id)).toEqual(before.nodes.rows.map(({ id }) => id));
  await second.stop();
});

test.skipIf(process.platform === 'win32')(
  'the file is written at each change, by renaming, for its owner alone',
  async () => {
    const state = join(folder, 'written.json');
    const sandbox = await startSandbox({ release: '0.28', state });
    await sandbox.core.call('CreateUser', { name: 'zoe' }, TRUSTED);
    await new Promise((resolve) => setImmediate(resolve));
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({
      store: { users: { rows: [{ name: 'zoe' }] } },
    });
    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('written.json.'))).toEqual([]);
    await sandbox.stop();
  },
);

test.each([
  ['0.24', '0.27.1', true],
  ['0.24', '0.28', false],
  ['0.27.1', '0.29', true],
] as const)('a state of %s is upgraded to %s; the key goes on working: %s', async (from, to, works) => {
  const state = join(folder, `${from}-${to}.json`);
  const start = (release: Release) => startSandbox({ release, seed: 'demo', state });
  const old = await start(from);
  await old.stop();
  const upgraded = await start(to);
  const caller = { trusted: false, authorization: `Bearer ${old.apiKey}` } as const;
  const answer = upgraded.core.call('ListUsers', {}, caller);
  if (works) expect(await answer).toHaveProperty('users');
  else await expect(answer).rejects.toThrow('failed to validate token');
  const { apiKeys } = await upgraded.core.call('ListApiKeys', {}, TRUSTED);
  expect(apiKeys).toContainEqual(expect.objectContaining({ id: 1 }));
  await upgraded.stop();
});

describe('a file that is no state', () => {
  test.each([
    ['{', 'not JSON'],
    ['{"version":2}', 'version is not 1'],
    ['{"version":1,"apiKey":"x"}', 'store is not an object'],
    [
      '{"version":1,"apiKey":"x","store":{"users":{"lastId":1,"rows":[{"id":"1"}]}}}',
      'store.users.rows[0].id',
    ],
  ])('%s is refused and left alone', async (text, why) => {
    const state = join(folder, 'bad.json');
    writeFileSync(state, text);
    const refused: unknown = await startSandbox({ release: '0.29', state }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HsError);
    if (why !== 'not JSON') expect(String(refused)).toContain(why);
    expect(readFileSync(state, 'utf8')).toBe(text);
    expect(existsSync(`${state}.new`)).toBe(false);
  });
});

test('a file that cannot be written is said at the end', async () => {
  const state = join(folder, 'no', 'such', 'folder.json');
  const sandbox = await startSandbox({ release: '0.29', state });
  await sandbox.core.call('CreateUser', { name: 'zoe' }, TRUSTED);
  await expect(sandbox.stop()).rejects.toThrow(/^Cannot write the sandbox state /);
});
