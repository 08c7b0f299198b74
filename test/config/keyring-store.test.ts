import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { chooseStore } from '../../src/config/choose-store.ts';
import { fileStore } from '../../src/config/file-store.ts';
import {
  type KeyringStore,
  keyringProcess,
  keyringService,
  keyringStore,
} from '../../src/config/keyring-store.ts';
import { keepKey, storedKey } from '../../src/config/stored-key.ts';
import { FACTS, refusalBy, tempFolder } from './support.ts';

const PROGRAM = new URL('../../src/config/keyring-program.ts', import.meta.url);
const HOOK = new URL('fake-keyring-hook.ts', import.meta.url).href;
const SECRET = 'https://hs.example.org hskey-api-abc';

interface Seen {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The keyring over the real program of a process of its own, which finds a fake package. */
function keyring(
  fault = '',
  options: { limit?: number | 'as usual'; service?: string; signal?: AbortSignal } = {},
) {
  const { limit = 20_000 } = options;
  const file = path.join(tempFolder(), 'entries.json');
  const [node, ...rest] = keyringProcess(process.execPath, PROGRAM);
  const store = keyringStore({
    process: [node, '--import', HOOK, ...rest],
    env: {
      PATH: process.env['PATH'],
      HS_API_KEY: 'env-secret',
      FAKE_KEYRING: file,
      FAKE_KEYRING_FAULT: fault,
    },
    service: options.service ?? 'hs',
    ...(limit === 'as usual' ? {} : { timeoutMs: limit }),
    signal: options.signal,
  });
  const seen = () =>
    readFileSync(`${file}.log`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Seen);
  return { store, seen, entries: () => readFileSync(file, 'utf8') };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a build without the code for a keyring', () => {
  const store = keyringStore({ process: undefined, env: {}, service: 'hs' });

  test('says so, and keys go to the file', async () => {
    expect(await store.probe()).toBe('is out of reach: this hs is one file, without the code for it');
  });

  test('cannot give a key that another hs keeps there', async () => {
    expect(await refusalBy(store.get('account'))).toMatchObject({
      code: 'credentials',
      message: 'The keyring is out of reach: this hs is one file, without the code for it',
    });
  });
});

describe('a keyring that works', () => {
  test('keeps, gives back, replaces and forgets', async () => {
    const { store, entries } = keyring();
    expect(await store.get('home')).toBeUndefined();
    await store.set('home', 'first');
    await store.set('home', SECRET);
    expect(await store.get('home')).toBe(SECRET);
    expect(JSON.parse(entries())).toEqual({ '["hs","home"]': SECRET });
    expect(await store.delete('home')).toBe(true);
    expect(await store.delete('home')).toBe(false);
    expect(await store.get('home')).toBeUndefined();
  });

  test('never sees a secret as an argument or variable, and asks for a store that outlives the machine', async () => {
    const { store, seen } = keyring();
    await store.set('home', SECRET);
    expect(await store.get('home')).toBe(SECRET);
    const said = JSON.stringify(seen());
    expect(seen()).toHaveLength(2);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain('env-secret');
    expect(new Set(seen().map(({ pid }) => pid)).size).toBe(2);
  });

  test('keeps secrets of any text', async () => {
    const { store } = keyring();
    const odd = '"\\\n\u2028é🙂 \u0000x';
    await store.set('näme', odd);
    expect(await store.get('näme')).toBe(odd);
  });

  test('passes the test and is left as it was', async () => {
    const { store, entries } = keyring();
    expect(await store.probe()).toBeUndefined();
    expect(entries()).toBe('{}');
  });

  test('does not mix the entries of two config folders', () => {
    expect(keyringService(undefined)).toBe('hs');
    expect(keyringService({ path: '/home/ann/.config/hs', own: true })).toBe('hs');
    expect(keyringService({ path: '/srv/hs', own: false })).toBe('hs (/srv/hs)');
  });
});

describe('a keyring that does not work', () => {
  test.each([
    ['none', 'The keyring is out of reach: no Secret Service answers on D-Bus'],
    ['locked', 'The keyring is locked'],
    ['odd', 'The keyring says "Cannot keep\\n\\"***\\""'],
  ])('%s', async (fault, message) => {
    const { store } = keyring(fault);
    const refusal = await refusalBy(store.set('home', 'some secret'));
    expect(refusal.message).toBe(message);
    expect(refusal.code).toBe('credentials');
    expect(refusal.hint).toContain('--api-key-file');
  });

  test.each(['hang', 'asleep'])('one that never answers is ended: %s', async (fault) => {
    const { store, seen } = keyring(fault, { limit: 'as usual' });
    const refusal = await refusalBy(store.set('home', SECRET));
    expect(refusal.message).toBe('The keyring does not answer within 3 seconds; it may be locked');
    const [process] = seen();
    await expect.poll(() => isRunning(process?.pid ?? 0)).toBe(false);
  });

  test('Ctrl-C ends it', async () => {
    const stop = new AbortController();
    const { store } = keyring('asleep', { signal: stop.signal });
    const refused = refusalBy(store.set('home', SECRET));
    stop.abort();
    expect((await refused).code).toBe('interrupted');
    expect((await refusalBy(store.get('home'))).code).toBe('interrupted');
  });

  test('one that forgets does not pass the test', async () => {
    expect(await keyring('forgetful').store.probe()).toBe('does not give back what it is given');
  });

  test.each([
    ['without the package', ['missing'], 'is out of reach: the package @napi-rs/keyring is not installed'],
    ['with nonsense for an answer', 'nonsense', 'cannot be spoken to'],
    ['with another answer', ['secret'], 'cannot be spoken to'],
    ['with no answer', '', 'cannot be spoken to'],
  ])('%s', async (_, answer, why) => {
    const said =
      answer === '' || typeof answer === 'string' ? answer : JSON.stringify({ [answer[0] ?? '']: true });
    const store = keyringStore({
      process: [process.execPath, '-e', `process.stdout.write(${JSON.stringify(said)})`],
      env: process.env,
      service: 'hs',
      timeoutMs: 20_000,
    });
    expect(await store.probe()).toBe(why);
  });

  test('a process that cannot be started', async () => {
    const store = keyringStore({ process: ['/no/such/node'], env: {}, service: 'hs' });
    expect((await refusalBy(store.get('home'))).message).toBe('The keyring cannot be spoken to');
  });
});

describe('where new keys go', () => {
  const file = () =>
    fileStore({ folder: { path: path.join(tempFolder(), 'hs'), own: true }, facts: FACTS, notice: () => {} });

  test('into the keyring where it works', async () => {
    const { store } = keyring();
    expect(await chooseStore(store, file())).toEqual({ store, notice: undefined });
  });

  test.each<[string, () => KeyringStore, string]>([
    ['is locked', () => keyring('locked').store, 'the keyring is locked'],
    ['forgets', () => keyring('forgetful').store, 'the keyring does not give back what it is given'],
    ['hangs', () => keyring('hang', { limit: 1500 }).store, 'the keyring does not answer within 1.5 seconds'],
  ])('into a file, with a notice, where it %s', async (_, make, why) => {
    const store = file();
    const choice = await chooseStore(make(), store);
    expect(choice.store).toBe(store);
    expect(choice.notice).toContain(
      `The API key is kept in ${store.path}, readable by you alone and not encrypted`,
    );
    expect(choice.notice).toContain(why);
    expect(existsSync(store.path)).toBe(false);
  });
});

test('a key in the keyring belongs to its address', async () => {
  const { store } = keyring();
  const owner = { name: 'home', address: 'https://hs.example.org' };
  await keepKey(store, owner, 'hskey-api-abc');
  expect(await storedKey(store, owner)).toEqual({ kind: 'key', apiKey: 'hskey-api-abc' });
  expect(await storedKey(store, { ...owner, address: 'https://evil.example' })).toEqual({
    kind: 'other-address',
    address: 'https://hs.example.org',
  });
});
