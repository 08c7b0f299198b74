import { describe, expect, test } from 'vitest';
import { needsConfig, type ServerSources, wantedHeadscaleConfig } from '../../src/config/choose-server.ts';
import { type Config, NO_CONFIG } from '../../src/config/config.ts';
import { type Context, newContext } from '../../src/config/context.ts';
import type { Env } from '../../src/config/env.ts';
import type { HeadscaleConfig } from '../../src/config/headscale-config.ts';
import { originText } from '../../src/config/setting.ts';
import { resolveServer, type SettingFlags } from '../../src/config/settings.ts';
import { refusalOf } from '../domain/refusal.ts';

const CERTIFICATE = { pem: 'PEM', sha256: 'AB' };
const HOME: Context = newContext('home', 'home.example.org');
const PROD: Context = {
  name: 'prod',
  address: 'https://prod.example.org',
  transport: 'grpc',
  trust: { kind: 'ca-file', file: 'ca.pem' },
  serverName: 'prod.internal',
  clientCertificate: { certFile: '/me.pem', keyFile: 'keys/me.key' },
  loginServer: 'https://login.example.org',
  defaultUser: 'alice',
  format: 'wide',
  readOnly: true,
  confirm: 'severe',
  key: { kind: 'keyring' },
};
const OFFICIAL: Env = {
  HEADSCALE_CLI_ADDRESS: 'official:50443',
  HEADSCALE_CLI_API_KEY: 'official-key',
  HEADSCALE_CLI_TIMEOUT: '7s',
  HEADSCALE_CLI_INSECURE: '1',
};
const OWN: Env = { HS_ADDRESS: 'own:50443', HS_API_KEY: 'own-key', HS_CA_FILE: '/own.pem', HS_TIMEOUT: '9s' };
const FILE: HeadscaleConfig = {
  file: '/etc/headscale/config.yaml',
  address: 'file:50443',
  apiKey: 'file-key',
  timeout: '5s',
  insecure: true,
  unixSocket: '/run/headscale.sock',
};

function configOf(currentContext: string | undefined, ...contexts: Context[]): Config {
  return { currentContext, contexts: new Map(contexts.map((context) => [context.name, context])) };
}

const ALL = configOf('prod', HOME, PROD);

function resolve(flags: SettingFlags, env: Env, rest: Partial<ServerSources> = {}) {
  return resolveServer({ flags, env, config: ALL, configFolder: '/cfg', ...rest });
}

/** The settings in the form `value from origin`, for those that are not at their default. */
function told(flags: SettingFlags, env: Env, rest?: Partial<ServerSources>): Record<string, string> {
  const { context: _, ...settings } = resolve(flags, env, rest);
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, { origin }]) => origin.kind !== 'default')
      .map(([name, { value, origin }]) => [
        name,
        `${typeof value === 'string' ? value : JSON.stringify(value)} from ${originText(origin)}`,
      ]),
  );
}

describe('which server is meant', () => {
  const flagged: ServerSources['headscaleConfig'] = { by: 'flag', config: FILE };
  const named: ServerSources['headscaleConfig'] = { by: 'env', config: FILE };
  const everything = { ...OFFICIAL, ...OWN, HS_CONTEXT: 'home' };
  const noCurrent = configOf(undefined, HOME, PROD);
  const SOCKET = { HEADSCALE_UNIX_SOCKET: '/run/x.sock', HEADSCALE_CLI_API_KEY: 'official-key' };

  test.each<[string, SettingFlags, Env, Partial<ServerSources>]>([
    ['flag from --address', { address: 'flag', context: 'home' }, everything, { headscaleConfig: flagged }],
    ['home.example.org from context home', { context: 'home' }, everything, { headscaleConfig: flagged }],
    ['file:50443 from /etc/headscale/config.yaml', {}, everything, { headscaleConfig: flagged }],
    ['own:50443 from HS_ADDRESS', {}, everything, { headscaleConfig: named }],
    [
      'home.example.org from context home',
      {},
      { ...OFFICIAL, HS_CONTEXT: 'home' },
      { headscaleConfig: named },
    ],
    ['https://prod.example.org from context prod', {}, OFFICIAL, { headscaleConfig: named }],
    [
      'official:50443 from HEADSCALE_CLI_ADDRESS',
      {},
      OFFICIAL,
      { headscaleConfig: named, config: noCurrent },
    ],
    ['file:50443 from /etc/headscale/config.yaml', {}, {}, { headscaleConfig: named, config: noCurrent }],
    ['file:50443 from /etc/headscale/config.yaml', {}, SOCKET, { headscaleConfig: named, config: noCurrent }],
    ['unix:/run/x.sock from HEADSCALE_UNIX_SOCKET', {}, SOCKET, { config: noCurrent }],
    [
      'unix:/run/x.sock from HEADSCALE_UNIX_SOCKET',
      {},
      SOCKET,
      { headscaleConfig: { by: 'env', config: { ...FILE, address: undefined } }, config: noCurrent },
    ],
    ['official:50443 from HEADSCALE_CLI_ADDRESS', {}, { ...OFFICIAL, ...SOCKET }, { config: noCurrent }],
    ['https://prod.example.org from context prod', {}, SOCKET, {}],
    ['home.example.org from context home', {}, { HS_ADDRESS: ' ', HS_CONTEXT: ' home ' }, {}],
    ['https://prod.example.org from context prod', {}, { HS_ADDRESS: '', HS_CONTEXT: '' }, {}],
  ])('%s', (expected, flags, env, rest) => {
    expect(told(flags, env, rest)['address']).toBe(expected);
  });

  test('a Headscale config without an address means its socket', () => {
    const config = { ...FILE, address: undefined };
    expect(resolve({}, {}, { headscaleConfig: { by: 'flag', config } }).address.value).toBe(
      '/run/headscale.sock',
    );
    const bare = { ...config, unixSocket: undefined };
    expect(refusalOf(() => resolve({}, {}, { headscaleConfig: { by: 'flag', config: bare } })).message).toBe(
      '/etc/headscale/config.yaml names no server: neither cli.address nor unix_socket is set',
    );
  });

  test('none at all is said', () => {
    expect(refusalOf(() => resolve({}, {}, { config: noCurrent })).message).toBe('No server is named');
  });

  test.each<[string, SettingFlags, Env, Config]>([
    ['There is no context "hime"', { context: 'hime' }, {}, ALL],
    ['There is no context "hime", which HS_CONTEXT names', {}, { HS_CONTEXT: 'hime' }, ALL],
    ['There is no context "hime", which currentContext names', {}, OFFICIAL, configOf('hime', HOME)],
  ])('%s', (message, flags, env, config) => {
    const refusal = refusalOf(() => resolve(flags, env, { config }));
    expect(refusal.message).toBe(message);
    expect(refusal.hint).toBe('Did you mean home?');
    expect(refusal.exitCode).toBe(3);
  });

  test.each<[boolean, SettingFlags, Env]>([
    [false, { address: 'x' }, {}],
    [false, { address: 'x', context: 'home' }, {}],
    [false, {}, OWN],
    [true, {}, {}],
    [true, {}, OFFICIAL],
    [true, { context: 'home' }, OWN],
    [true, {}, { HS_ADDRESS: ' ' }],
    [false, { headscaleConfig: 'x' }, {}],
    [true, { headscaleConfig: 'x', context: 'home' }, {}],
  ])('whether contexts are read: %s for %j with %j', (expected, flags, env) => {
    expect(needsConfig({ flags, env })).toBe(expected);
  });
});

test.each<[string | undefined, SettingFlags, Env, Config]>([
  ['flag x', { headscaleConfig: 'x' }, { HEADSCALE_CONFIG: 'y', HS_ADDRESS: 'own' }, ALL],
  [undefined, { headscaleConfig: 'x', address: 'a' }, {}, ALL],
  [undefined, { headscaleConfig: 'x', context: 'home' }, {}, ALL],
  ['env y', {}, { HEADSCALE_CONFIG: ' y ' }, configOf(undefined, HOME)],
  [undefined, {}, { HEADSCALE_CONFIG: 'y' }, ALL],
  [undefined, {}, { HEADSCALE_CONFIG: 'y', HS_ADDRESS: 'own' }, NO_CONFIG],
  [undefined, {}, { HEADSCALE_CONFIG: 'y', HS_CONTEXT: 'home' }, configOf(undefined, HOME)],
  [undefined, {}, { HEADSCALE_CONFIG: 'y', HEADSCALE_CLI_ADDRESS: 'official' }, NO_CONFIG],
  [undefined, {}, { HEADSCALE_CONFIG: ' ' }, NO_CONFIG],
])('the Headscale config that is read: %s for %j with %j', (expected, flags, env, config) => {
  const wanted = wantedHeadscaleConfig({ flags, env, config });
  expect(wanted && `${wanted.by} ${wanted.file}`).toBe(expected);
});

test.each<[string, SettingFlags, Env, Partial<ServerSources>]>([
  ['the variable', {}, { HEADSCALE_UNIX_SOCKET: '/s', HEADSCALE_CLI_API_KEY: 'k' }, { config: NO_CONFIG }],
  [
    'the file',
    {},
    { HEADSCALE_CLI_API_KEY: 'k' },
    { headscaleConfig: { by: 'flag', config: { ...FILE, address: undefined } } },
  ],
])('no key goes to a socket that %s names', (_name, flags, env, rest) => {
  expect(resolve(flags, env, rest).apiKey.value.kind).toBe('none');
});

describe('its settings come with it', () => {
  test('a context and all that is its own', () => {
    expect(told({}, OFFICIAL)).toEqual({
      address: 'https://prod.example.org from context prod',
      apiKey:
        '{"kind":"stored","store":"keyring","owner":{"name":"prod","address":"https://prod.example.org"}} from context prod',
      transport: 'grpc from context prod',
      trust: '{"kind":"ca-file","file":"/cfg/ca.pem"} from context prod',
      serverName: 'prod.internal from context prod',
      clientCertificate: '{"certFile":"/me.pem","keyFile":"/cfg/keys/me.key"} from context prod',
      loginServer: 'https://login.example.org from context prod',
      defaultUser: 'alice from context prod',
      format: 'wide from context prod',
      readOnly: 'true from context prod',
      confirm: 'severe from context prod',
    });
  });

  test('a context that says little leaves the rest at its default', () => {
    expect(told({ context: 'home' }, {})).toEqual({ address: 'home.example.org from context home' });
  });

  test('an address takes nothing of a context, nor of the official client', () => {
    expect(told({ address: 'flag' }, OFFICIAL)).toEqual({ address: 'flag from --address' });
    expect(told({}, { ...OFFICIAL, ...OWN })).toEqual({
      address: 'own:50443 from HS_ADDRESS',
      apiKey: '{"kind":"value","apiKey":"own-key"} from HS_API_KEY',
      trust: '{"kind":"ca-file","file":"/own.pem"} from HS_CA_FILE',
      timeout: '9s from HS_TIMEOUT',
    });
  });

  test('the official client brings its own alone', () => {
    const env = { ...OFFICIAL, HS_API_KEY: 'own-key', HS_CA_FILE: '/own.pem', HS_TIMEOUT: '9s' };
    expect(told({}, env, { config: configOf(undefined) })).toEqual({
      address: 'official:50443 from HEADSCALE_CLI_ADDRESS',
      apiKey: '{"kind":"value","apiKey":"official-key"} from HEADSCALE_CLI_API_KEY',
      trust: '{"kind":"insecure"} from HEADSCALE_CLI_INSECURE',
      timeout: '7s from HEADSCALE_CLI_TIMEOUT',
    });
  });

  test('so does a Headscale config', () => {
    const headscaleConfig = { by: 'flag', config: FILE } as const;
    expect(told({}, { ...OWN, ...OFFICIAL }, { headscaleConfig })).toEqual({
      address: 'file:50443 from /etc/headscale/config.yaml',
      apiKey: '{"kind":"value","apiKey":"file-key"} from /etc/headscale/config.yaml',
      trust: '{"kind":"insecure"} from /etc/headscale/config.yaml',
      timeout: '5s from /etc/headscale/config.yaml',
    });
  });

  test('flags stand above all', () => {
    const flags: SettingFlags = {
      context: 'prod',
      apiKeyFile: '/key',
      transport: 'http',
      caFile: 'typed.pem',
      plaintext: true,
      serverName: 'typed',
      clientCert: 'c.pem',
      clientKey: 'c.key',
      timeout: '1s',
      output: 'json',
    };
    expect(told(flags, { ...OWN, HS_OUTPUT: 'csv' })).toMatchObject({
      apiKey: '{"kind":"file","path":"/key"} from --api-key-file',
      transport: 'http from --transport',
      trust: '{"kind":"ca-file","file":"typed.pem"} from --ca-file',
      plaintext: 'true from --plaintext',
      serverName: 'typed from --server-name',
      clientCertificate: '{"certFile":"c.pem","keyFile":"c.key"} from --client-cert',
      timeout: '1s from --timeout',
      format: 'json from --output',
      readOnly: 'true from context prod',
    });
  });

  test('variables stand above contexts where they are not about the server', () => {
    const env = { HS_OUTPUT: 'csv', HS_TIMEOUT: '9s', HS_CA_FILE: '/own.pem' };
    expect(told({}, env)).toMatchObject({
      format: 'csv from HS_OUTPUT',
      timeout: '9s from HS_TIMEOUT',
      trust: '{"kind":"ca-file","file":"/cfg/ca.pem"} from context prod',
    });
  });

  test.each<[string, SettingFlags, Context['trust']]>([
    ['{"kind":"insecure"} from --insecure', { insecure: true, caFile: 'x' }, { kind: 'system' }],
    ['{"kind":"ca-file","file":"x"} from --ca-file', { caFile: 'x' }, { kind: 'insecure' }],
    ['{"kind":"insecure"} from context home', {}, { kind: 'insecure' }],
    [
      '{"kind":"pinned","certificate":{"pem":"PEM","sha256":"AB"}} from context home',
      {},
      { kind: 'pinned', certificate: CERTIFICATE },
    ],
  ])('trust: %s', (expected, flags, trust) => {
    expect(told(flags, {}, { config: configOf('home', { ...HOME, trust }) })['trust']).toBe(expected);
  });

  test.each<[SettingFlags, string]>([
    [{ clientCert: 'x' }, '--client-cert needs --client-key beside it'],
    [{ clientKey: 'x' }, '--client-key needs --client-cert beside it'],
  ])('%j alone is refused', (flags, message) => {
    expect(refusalOf(() => resolve(flags, {})).message).toBe(message);
  });
});
