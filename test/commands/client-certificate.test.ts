import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunOptions } from '../support/harness.ts';
import { demandingFront, type MutualTls, makeMutualTls } from '../support/mutual-tls.ts';
import { nothingRemembered, type Remembered } from '../support/remembered.ts';
import { Servers } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo', now: Date.now });
const servers = new Servers();
let mutual: MutualTls;
let kept: Remembered;
let address: string;

beforeAll(async () => {
  mutual = await makeMutualTls();
});
beforeEach(async () => {
  kept = nothingRemembered();
  address = `https://127.0.0.1:${await servers.listen(demandingFront(mutual, net.sandbox))}`;
});
afterEach(() => servers.end());

const here = (name: string) => path.resolve(name);
const hs = (line: string, options: Omit<RunOptions, 'sandbox'> = {}) => {
  const { authority, anna, stranger } = mutual;
  const files = {
    'ca.pem': authority.cert,
    [here('ca.pem')]: authority.cert,
    ...{ 'anna.pem': anna.cert, 'anna.key': anna.key },
    ...{ [here('anna.pem')]: anna.cert, [here('anna.key')]: anna.key },
    ...{ 'stranger.pem': stranger.cert, 'stranger.key': stranger.key },
  };
  const env = { HS_ADDRESS: '', HS_API_KEY: net.sandbox.apiKey, TERM: 'dumb' };
  return net.hs(line, { files, contexts: kept.contexts, now: Date.now(), ...options, env });
};
const ANNA = '--client-cert anna.pem --client-key anna.key';

test.each(['', ' --transport http'])('a certificate opens the door%s', async (how) => {
  const line = `users list --address ${address} --ca-file ca.pem${how}`;
  expect(await hs(`${line} ${ANNA}`)).toMatchObject({ code: 0, out: expect.stringContaining('alice') });
  expect(await hs(line)).toMatchObject({
    code: 6,
    err: expect.stringMatching(/demands a client certificate, and none was shown\n.*--client-cert FILE/),
  });
});

test.each([
  ['--client-cert anna.pem', '--client-cert needs --client-key beside it'],
  ['--client-key anna.key', '--client-key needs --client-cert beside it'],
  ['--client-cert gone.pem --client-key anna.key', 'gone.pem cannot be read'],
  ['--client-cert anna.pem --client-key stranger.key', 'stranger.key is not the key of the certificate'],
])('%s is refused before anything is sent', async (flags, says) => {
  const told = await hs(`users list --address ${address} --ca-file ca.pem ${flags}`);
  expect(told).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says), calls: [] });
});

test('a login keeps where it is, and later commands show it', async () => {
  const line = `login ${address} --api-key-stdin --ca-file ca.pem ${ANNA} --context door`;
  expect(await hs(line, { stdin: net.sandbox.apiKey })).toMatchObject({ code: 0 });
  expect(kept.text('config.yaml')).toContain(`clientCert: ${here('anna.pem')}`);
  expect(kept.text('config.yaml')).not.toContain('PRIVATE KEY');
  expect(await hs('users list --context door')).toMatchObject({ code: 0, err: '' });
  const shown = await hs('contexts show door -o json');
  expect(shown.json()).toContainEqual({
    setting: 'clientCertificate',
    value: here('anna.pem'),
    origin: 'context door',
  });
});

test('doctor shows it too, and says what is missing without it', async () => {
  const line = `doctor ${address} --ca-file ca.pem -o json`;
  const checks = async (more: string) => {
    const told = await hs(`${line} ${more}`.trim());
    const { checks } = told.json() as {
      checks: { id: string; status: string; detail: string; fix: string[] }[];
    };
    return { code: told.code, of: (id: string) => checks.find((check) => check.id === id) };
  };
  const well = await checks(ANNA);
  expect(well.code).toBe(0);
  expect(well.of('credential')).toMatchObject({ status: 'ok' });
  const without = await checks('');
  expect(without.code).toBe(6);
  expect(without.of('web')).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('demands a client certificate, and none was shown'),
    fix: expect.arrayContaining(['hs shows one with --client-cert FILE --client-key FILE.']),
  });
  const other = await checks('--client-cert stranger.pem --client-key stranger.key');
  expect(other.of('web')).toMatchObject({
    status: 'failed',
    fix: [expect.stringContaining('It may not accept the client certificate')],
  });
});
