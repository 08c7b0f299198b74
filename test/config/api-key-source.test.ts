import { describe, expect, test } from 'vitest';
import { type ApiKeySource, readApiKey } from '../../src/config/api-key-source.ts';
import type { Config } from '../../src/config/config.ts';
import { type Context, type KeyPlace, newContext } from '../../src/config/context.ts';
import type { Env } from '../../src/config/env.ts';
import type { SecretStore } from '../../src/config/secret-store.ts';
import { resolveServer, type SettingFlags } from '../../src/config/settings.ts';
import { keepKey } from '../../src/config/stored-key.ts';
import { refusalBy } from './support.ts';

const PLAIN = newContext('plain', 'https://plain.example.org/');
const contextWith = (key: KeyPlace): Context => ({ ...PLAIN, name: key.kind, key });
const COMMAND: KeyPlace = { kind: 'command', argv: ['pass', 'show', 'x'] };
const CONTEXTS = [
  PLAIN,
  contextWith({ kind: 'keyring' }),
  contextWith({ kind: 'file' }),
  contextWith(COMMAND),
];
const CONFIG: Config = {
  currentContext: 'plain',
  contexts: new Map(CONTEXTS.map((context) => [context.name, context])),
};
const FILE = {
  file: 'config.yaml',
  address: 'file',
  apiKey: undefined,
  timeout: undefined,
  insecure: false,
  unixSocket: undefined,
};

function sourceOf(flags: SettingFlags, env: Env, headscaleConfig = false): ApiKeySource {
  return resolveServer({
    flags,
    env,
    config: CONFIG,
    headscaleConfig: headscaleConfig ? { by: 'flag', config: FILE } : undefined,
  }).apiKey.value;
}

const none = (setIn: string, withheld?: string) => ({ kind: 'none', setIn, withheld });
const value = (apiKey: string) => ({ kind: 'value', apiKey });
const withheld = (from: string) =>
  none('HS_API_KEY', `HS_API_KEY belongs to the address in HS_ADDRESS, not to the one from ${from}`);

describe('a key goes where it belongs', () => {
  test.each<[string, SettingFlags, Env, object]>([
    ['with the address beside it', {}, { HS_ADDRESS: 'a', HS_API_KEY: 'k' }, value('k')],
    ['to an address that is typed', { address: 'a' }, { HS_API_KEY: 'k' }, value('k')],
    [
      'to the same address typed',
      { address: 'https://a/' },
      { HS_ADDRESS: 'a', HS_API_KEY: 'k' },
      value('k'),
    ],
    ['not to another', { address: 'b' }, { HS_ADDRESS: 'a', HS_API_KEY: 'k' }, withheld('--address')],
    [
      'nor to plaintext',
      { address: 'http://a' },
      { HS_ADDRESS: 'a', HS_API_KEY: 'k' },
      withheld('--address'),
    ],
    ['to a context without a key', {}, { HS_API_KEY: 'k' }, value('k')],
    [
      'not to a context at another address',
      { context: 'plain' },
      { HS_ADDRESS: 'a', HS_API_KEY: 'k' },
      withheld('context plain'),
    ],
    ['not in place of the key of a context', { context: 'command' }, { HS_API_KEY: 'k' }, COMMAND],
    [
      'of a store, with whose it is',
      { context: 'file' },
      { HS_API_KEY: 'k' },
      { kind: 'stored', store: 'file', owner: { name: 'file', address: PLAIN.address } },
    ],
    ['that a context keeps never to an address', { address: PLAIN.address }, {}, none('HS_API_KEY')],
    [
      'of a file, whatever is meant',
      { apiKeyFile: '/k', context: 'command' },
      {},
      { kind: 'file', path: '/k' },
    ],
    ['not there', { context: 'plain' }, { HEADSCALE_CLI_API_KEY: 'k' }, none('HS_API_KEY')],
    ['empty', {}, { HS_ADDRESS: 'a', HS_API_KEY: ' ' }, none('HS_API_KEY')],
  ])('%s', (_, flags, env, source) => {
    expect(sourceOf(flags, env)).toEqual(source);
  });

  test('the key of the official client goes to a Headscale config without one, at no other address', () => {
    expect(sourceOf({}, { HEADSCALE_CLI_API_KEY: 'k', HS_API_KEY: 'own' }, true)).toEqual(value('k'));
    expect(sourceOf({}, { HEADSCALE_CLI_API_KEY: 'k', HEADSCALE_CLI_ADDRESS: 'b' }, true)).toEqual(
      none(
        'HEADSCALE_CLI_API_KEY',
        'HEADSCALE_CLI_API_KEY belongs to the address in HEADSCALE_CLI_ADDRESS, not to the one from config.yaml',
      ),
    );
  });
});

function memoryStore(kind: 'keyring' | 'file'): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind,
    get: async (account) => secrets.get(account),
    set: async (account, secret) => void secrets.set(account, secret),
    delete: async (account) => secrets.delete(account),
  };
}

describe('reading it', () => {
  const owner = { name: 'prod', address: 'https://prod.example.org' };

  function readers() {
    const stores = { keyring: memoryStore('keyring'), file: memoryStore('file') };
    return {
      stores,
      store: (kind: 'keyring' | 'file') => stores[kind],
      file: (path: string) => `content of ${path}`,
      command: async (argv: readonly string[]) => `output of ${argv.join(' ')}`,
    };
  }

  test.each<[ApiKeySource, string | undefined]>([
    [{ kind: 'none', setIn: 'HS_API_KEY', withheld: undefined }, undefined],
    [{ kind: 'value', apiKey: 'k' }, 'k'],
    [{ kind: 'file', path: '/k' }, 'content of /k'],
    [{ kind: 'command', argv: ['pass', 'x'] }, 'output of pass x'],
  ])('%j', async (source, key) => {
    expect(await readApiKey(source, readers())).toBe(key);
  });

  test.each(['keyring', 'file'] as const)('out of the %s', async (store) => {
    const all = readers();
    await keepKey(all.stores[store], owner, 'k');
    expect(await readApiKey({ kind: 'stored', store, owner }, all)).toBe('k');
  });

  test('a store without one says how to give it one', async () => {
    const refusal = await refusalBy(readApiKey({ kind: 'stored', store: 'keyring', owner }, readers()));
    expect(refusal.code).toBe('credentials');
    expect(refusal.message).toBe('There is no API key for the context prod in the keyring');
    expect(refusal.hint).toBe('Give it one: hs login https://prod.example.org --context prod');
  });

  test('a key for another address is not given out', async () => {
    const all = readers();
    await keepKey(all.stores.file, { ...owner, address: 'https://old.example.org' }, 'k');
    const refusal = await refusalBy(readApiKey({ kind: 'stored', store: 'file', owner }, all));
    expect(refusal.message).toBe(
      'The API key kept for the context prod is for https://old.example.org, not for https://prod.example.org',
    );
  });
});
