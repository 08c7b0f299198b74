import { X509Certificate } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo', tls: true });
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());

const test = testWith('tmux', 'env');

/** A home of nobody, in which no Secret Service answers, whatever machine this runs on. */
async function newcomer(): Promise<Record<string, string>> {
  const home = await mkdtemp(path.join(hs.folder, 'home-'));
  return hs.env({
    HOME: home,
    HS_ADDRESS: undefined,
    HS_API_KEY: undefined,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/no-bus`,
  });
}
const open = (line: string, env: Record<string, string>) =>
  terminals.open(['hs', ...line.split(' ')], { env, columns: 140, rows: 40 });

test('from a URL to a table: the certificate is shown, the key is typed unseen', async () => {
  const { address, apiKey, caPem } = hs.sandbox;
  const env = await newcomer();
  const screen = await open(`login ${address} --context home`, env);
  await screen.shows('Trust exactly this certificate from now on? (y/N)');
  const shown = await screen.text();
  expect(shown).toContain(`The certificate of ${address} is self-signed: nobody vouches for it`);
  expect(shown).toContain(`  SHA-256   ${new X509Certificate(caPem ?? '').fingerprint256}`);
  await screen.type('y', 'Enter');
  await screen.shows('API key (not shown; ? says how to make one)');
  await screen.type('?', 'Enter');
  await screen.shows('/mash/headscale/bin/headscale apikeys create --expiration 90d');
  await screen.type(apiKey, 'Enter');
  const { code, text } = await screen.ended();
  expect(text).toMatch(/Logged in to https:\S+ \(Headscale 0\.29 over gRPC\) as context home\n/);
  expect(text).toMatch(/\n\d+ users and \d+ nodes; the API key ends in \d+d and is kept in a file\n/);
  expect(text).toMatch(/\nNext: hs status and hs nodes list$/);
  expect(code).toBe(0);
  expect(text).not.toContain(apiKey);
  const table = await (await open('users list', env)).ended();
  expect(table).toMatchObject({ code: 0, text: expect.stringContaining('alice') });
});

test('a bare Enter does not trust it, and nothing is kept: 1', async () => {
  const env = await newcomer();
  const screen = await open(`login ${hs.sandbox.address}`, env);
  await screen.shows('from now on? (y/N)');
  await screen.type('Enter');
  const { code, text } = await screen.ended();
  expect(code).toBe(1);
  expect(text).toContain('no key was sent, nothing was saved');
  expect((await (await open('contexts list', env)).ended()).text).toBe('No contexts');
});

test('Ctrl-C at the question ends it: 130', async () => {
  const screen = await open(`login ${hs.sandbox.address}`, await newcomer());
  await screen.shows('from now on? (y/N)');
  await screen.type('C-c');
  expect(await screen.ended()).toMatchObject({ code: 130 });
});
