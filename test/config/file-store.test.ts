import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileStore } from '../../src/config/file-store.ts';
import { keepKey, renameKey, storedKey } from '../../src/config/stored-key.ts';
import { HsError } from '../../src/errors.ts';
import { FACTS, modeOf, refusalBy, tempFolder } from './support.ts';

const KEY = `hskey-api-abcdefghijkl-${'S'.repeat(64)}`;

function storeIn(folder: string) {
  const notices: string[] = [];
  const store = fileStore({
    folder: { path: folder, own: true },
    facts: FACTS,
    notice: (text) => notices.push(text),
    lock: { patienceMs: 50 },
  });
  return { store, notices };
}

describe('secrets in a file', () => {
  test('are kept for their owner alone, given back, replaced and forgotten', async () => {
    const folder = path.join(tempFolder(), 'hs');
    const { store, notices } = storeIn(folder);
    expect(await store.get('home')).toBeUndefined();
    expect(await store.delete('home')).toBe(false);
    expect(existsSync(folder)).toBe(false);
    await store.set('home', 'first');
    await store.set('home', KEY);
    await store.set('work', 'other');
    expect(await store.get('home')).toBe(KEY);
    expect(readdirSync(folder)).toEqual(['credentials.json']);
    expect([modeOf(folder), modeOf(store.path)]).toEqual(['700', '600']);
    expect(await store.delete('home')).toBe(true);
    expect(await store.delete('home')).toBe(false);
    expect(readFileSync(store.path, 'utf8')).toBe(
      '{\n  "version": 1,\n  "secrets": {\n    "work": "other"\n  }\n}\n',
    );
    expect(notices).toEqual([]);
  });

  test('any name and text come back, and what hs does not know stays', async () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, fc.string()), { minLength: 1, maxLength: 4 }),
        async (entries) => {
          const folder = tempFolder();
          const { store } = storeIn(folder);
          writeFileSync(store.path, '{"version": 1, "mine": {"a": [1]}}', { mode: 0o600 });
          for (const [account, secret] of entries) await store.set(account, secret);
          for (const [account, secret] of new Map(entries)) expect(await store.get(account)).toBe(secret);
          expect(await store.get('nobody has this name')).toBeUndefined();
          expect(JSON.parse(readFileSync(store.path, 'utf8'))).toMatchObject({
            version: 1,
            mine: { a: [1] },
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  test('keys at once are all kept', async () => {
    const folder = tempFolder();
    const stores = Array.from({ length: 8 }, () =>
      fileStore({ folder: { path: folder, own: true }, facts: FACTS, notice: () => {} }),
    );
    await Promise.all(stores.map((store, index) => store.set(`context-${index}`, `key-${index}`)));
    for (const [index, store] of stores.entries()) {
      expect(await store.get(`context-${index}`)).toBe(`key-${index}`);
    }
  });

  test('a file that others can read is closed, and that is said', async () => {
    const { store, notices } = storeIn(tempFolder());
    await store.set('home', KEY);
    chmodSync(store.path, 0o644);
    expect(await store.get('home')).toBe(KEY);
    expect(notices).toEqual([
      `Others could get at the API keys in ${store.path} (mode 0644); it is closed now. Make new keys if somebody may have read them`,
    ]);
    expect(modeOf(store.path)).toBe('600');
    await store.get('home');
    expect(notices).toHaveLength(1);
  });

  test.each([
    [`{"version": 1, "secrets": {"home": "${KEY}"`, 'it is not JSON'],
    [`${KEY}`, 'it is not JSON'],
    ['[]', 'it must be an object'],
    ['{"secrets": {}}', 'version must be 1'],
    ['{"version": 1, "secrets": []}', 'it must be an object'],
    [`{"version": 1, "secrets": {"home": ["${KEY}"]}}`, 'secrets.home must be a text'],
    ['{"version": 2}', 'was written by a newer hs: it is of version 2'],
  ])('%j is refused, neither shown nor overwritten', async (text, why) => {
    const { store } = storeIn(tempFolder());
    writeFileSync(store.path, text, { mode: 0o600 });
    for (const call of [() => store.get('home'), () => store.set('home', 'x'), () => store.delete('home')]) {
      const refusal = await refusalBy(call());
      expect(refusal.message).toContain(store.path);
      expect(refusal.message).toContain(why);
      expect(`${refusal.stack} ${refusal.hint} ${String(refusal.cause)}`).not.toContain('SSSS');
    }
    expect(readFileSync(store.path, 'utf8')).toBe(text);
  });
});

describe('the key of a context', () => {
  const OWNER = { name: 'home', address: 'unix:///run/my headscale.sock' };

  test('is given out for its address alone, to the letter', async () => {
    const { store } = storeIn(tempFolder());
    expect(await storedKey(store, OWNER)).toEqual({ kind: 'none' });
    await keepKey(store, OWNER, KEY);
    expect(await storedKey(store, OWNER)).toEqual({ kind: 'key', apiKey: KEY });
    for (const address of ['unix:///run/my', `${OWNER.address}/`, '']) {
      expect(await storedKey(store, { ...OWNER, address })).toEqual({
        kind: 'other-address',
        address: OWNER.address,
      });
    }
    expect(await storedKey(store, { ...OWNER, name: 'work' })).toEqual({ kind: 'none' });
  });

  test.each(['', 'nokey', 'address ', ' key'])('%j is no key', async (secret) => {
    const { store } = storeIn(tempFolder());
    await store.set('home', secret);
    expect(await storedKey(store, OWNER)).toEqual({ kind: 'none' });
  });

  test('goes with the context to its new name', async () => {
    const { store } = storeIn(tempFolder());
    await keepKey(store, OWNER, KEY);
    await renameKey(store, OWNER, 'house');
    expect(await storedKey(store, { ...OWNER, name: 'house' })).toEqual({ kind: 'key', apiKey: KEY });
    expect(await store.get('home')).toBeUndefined();
  });

  test('stays under its old name where it cannot be kept under the new one', async () => {
    const { store } = storeIn(tempFolder());
    await keepKey(store, OWNER, KEY);
    const full = { ...store, set: () => Promise.reject(new HsError('failed', 'full')) };
    expect((await refusalBy(renameKey(full, OWNER, 'house'))).message).toBe('full');
    expect(await storedKey(store, OWNER)).toEqual({ kind: 'key', apiKey: KEY });
  });

  test('that a store does not give back was not kept', async () => {
    const { store } = storeIn(tempFolder());
    const forgetful = { ...store, set: async () => {} };
    expect((await refusalBy(keepKey(forgetful, OWNER, KEY))).message).toBe(
      'The API key of home was not kept: what is read back is something else',
    );
  });
});
