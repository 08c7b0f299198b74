import { describe, expect, test } from 'vitest';
import { chooseServer, type Env, type ServerChoice, type ServerFlags } from '../../src/config/server.ts';
import { HsError } from '../../src/errors.ts';

const OFFICIAL = {
  HEADSCALE_CLI_ADDRESS: 'official:50443',
  HEADSCALE_CLI_API_KEY: 'official-key',
  HEADSCALE_CLI_INSECURE: '1',
  HEADSCALE_CLI_TIMEOUT: '7s',
};
const OWN = { HS_ADDRESS: 'own:50443', HS_API_KEY: 'own-key', HS_CA_FILE: '/own.pem', HS_TIMEOUT: '9s' };

const choose = (flags: ServerFlags, env: Env): ServerChoice =>
  chooseServer(flags, env, (path) => `key of ${path}`);

test.each<[string, ServerFlags, Env, Partial<ServerChoice>]>([
  [
    'HS_ADDRESS comes with the other HS_ variables',
    {},
    OWN,
    { address: 'own:50443', origin: 'HS_ADDRESS', apiKey: 'own-key', caFile: '/own.pem', insecure: false },
  ],
  [
    '--address beats HS_ADDRESS and takes HS_API_KEY',
    { address: 'flag' },
    OWN,
    { address: 'flag', origin: '--address', apiKey: 'own-key' },
  ],
  [
    'nothing of the official client counts beside HS_ADDRESS',
    {},
    { ...OFFICIAL, HS_ADDRESS: 'own:50443' },
    { address: 'own:50443', apiKey: undefined, insecure: false, timeout: undefined },
  ],
  [
    'nor beside --address',
    { address: 'flag' },
    OFFICIAL,
    { address: 'flag', apiKey: undefined, insecure: false, timeout: undefined },
  ],
  [
    'the variables of the official client count together',
    {},
    OFFICIAL,
    {
      address: 'official:50443',
      origin: 'HEADSCALE_CLI_ADDRESS',
      apiKey: 'official-key',
      insecure: true,
      timeout: { text: '7s', origin: 'HEADSCALE_CLI_TIMEOUT' },
    },
  ],
  [
    'no key and no CA of HS_ goes to an address of the official client',
    {},
    { HEADSCALE_CLI_ADDRESS: 'official', HS_API_KEY: 'own-key', HS_CA_FILE: '/own.pem', HS_TIMEOUT: '9s' },
    { address: 'official', apiKey: undefined, caFile: undefined, timeout: undefined },
  ],
  [
    '--api-key-file beats the variables',
    { apiKeyFile: '/key' },
    { ...OWN, ...OFFICIAL },
    { apiKey: 'key of /key' },
  ],
  ['also for the official address', { apiKeyFile: '/key' }, OFFICIAL, { apiKey: 'key of /key' }],
  ['--ca-file beats HS_CA_FILE', { caFile: '/flag.pem' }, OWN, { caFile: '/flag.pem' }],
  ['--timeout beats HS_TIMEOUT', { timeout: '1s' }, OWN, { timeout: { text: '1s', origin: '--timeout' } }],
  ['HS_TIMEOUT is used', {}, OWN, { timeout: { text: '9s', origin: 'HS_TIMEOUT' } }],
  ['--plaintext is passed on', { plaintext: true }, OWN, { plaintext: true }],
  ['an empty HS_ADDRESS is none', {}, { ...OFFICIAL, HS_ADDRESS: ' ' }, { origin: 'HEADSCALE_CLI_ADDRESS' }],
  [
    'an empty HS_API_KEY is none',
    {},
    { ...OWN, HS_API_KEY: '' },
    { apiKey: undefined, apiKeyFrom: 'HS_API_KEY' },
  ],
  [
    'spaces around values go',
    {},
    { HS_ADDRESS: ' own \n', HS_API_KEY: ' k\n' },
    { address: 'own', apiKey: 'k' },
  ],
])('%s', (_, flags, env, choice) => {
  expect(choose(flags, env)).toMatchObject(choice);
});

describe('HEADSCALE_CLI_INSECURE', () => {
  test.each(['1', 't', 'true', 'TRUE', ' true '])('"%s" means yes', (value) => {
    expect(choose({}, { ...OFFICIAL, HEADSCALE_CLI_INSECURE: value }).insecure).toBe(true);
  });

  test.each(['', '0', 'false', 'no', 'yes please'])('"%s" means no', (value) => {
    expect(choose({}, { ...OFFICIAL, HEADSCALE_CLI_INSECURE: value }).insecure).toBe(false);
  });
});

test.each<[ServerFlags, Env]>([
  [{}, {}],
  [{}, { HS_API_KEY: 'k' }],
  [{ apiKeyFile: '/key' }, { HEADSCALE_CLI_API_KEY: 'k' }],
  [{}, { HS_ADDRESS: '' }],
])('%j with %j names no server', (flags, env) => {
  const refused = () => choose(flags, env);
  expect(refused).toThrow(HsError);
  expect(refused).toThrow(
    expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('HS_ADDRESS') }),
  );
});

test('an empty --address is not read as "no address", which would aim at another server', () => {
  expect(choose({ address: '' }, { ...OWN, ...OFFICIAL }).address).toBe('');
});
