import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { tempFolder } from '../config/support.ts';
import type { RunOptions } from '../support/harness.ts';
import { nothingRemembered, remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
let socket: string;
beforeEach(async () => {
  socket = path.join(tempFolder(), 'hs.sock');
  await net.start({ socketPath: socket });
});

const FILE = '/etc/headscale/config.yaml';
const place = () => net.sandbox.address.replace('http://', '');
const withKey = (address: string) => `cli:\n  address: ${address}\n  api_key: ${net.sandbox.apiKey}\n`;
const hs = (line: string, text: string, options: Omit<RunOptions, 'sandbox'> = {}) =>
  net.hs(line, {
    files: { [FILE]: text },
    ...options,
    env: { HS_ADDRESS: '', HS_API_KEY: '', ...options.env },
  });

describe('a config.yaml of Headscale that is named', () => {
  test.each<[how: string, flags: string, env: Record<string, string>]>([
    ['by --headscale-config', ` --headscale-config ${FILE}`, {}],
    ['by HEADSCALE_CONFIG', '', { HEADSCALE_CONFIG: FILE }],
  ])('%s gives the server and the key', async (_how, flags, env) => {
    const text = withKey(net.sandbox.address);
    expect(await hs(`users list${flags} -o json`, text, { env })).toMatchObject({ code: 0, out: '[]\n' });
    const shown = await hs(`contexts show${flags}`, text, { env });
    expect(shown.out).toContain(`address\t${net.sandbox.address}\t${FILE}\n`);
    expect(shown.out).toContain(`key\tvalue\t${FILE}\n`);
    expect(shown.out).not.toContain(net.sandbox.apiKey);
    const whoami = (await hs(`whoami${flags} -o json`, text, { env })).json();
    expect(whoami).toMatchObject({ context: null, origin: FILE });
  });

  test('gives its socket where it names no address, and no key goes there', async () => {
    const text = `unix_socket: ${socket}\ncli:\n  api_key: ${net.sandbox.apiKey}\n`;
    const done = await hs(`users create bob --headscale-config ${FILE}`, text);
    expect(done).toMatchObject({ code: 0, changes: ['CreateUser'] });
    expect((await hs(`contexts show --headscale-config ${FILE}`, text)).out).toContain(
      'key\tnone\tdefault\n',
    );
  });

  test('takes an address as the official client does: host:port is TLS', async () => {
    await net.start({ tls: true });
    const done = await hs(`users list --headscale-config ${FILE}`, withKey(place().replace('https://', '')));
    expect(done).toMatchObject({ code: 6 });
    expect(done.err).toContain('its certificate is self-signed');
    const text = `${withKey(place().replace('https://', ''))}  insecure: true\n`;
    const insecure = await hs(`users list --headscale-config ${FILE}`, text);
    expect(insecure).toMatchObject({ code: 0 });
    expect(insecure.err).toContain(`Warning: ${FILE} says that nobody checks`);
  });

  test.each([
    ['gone', {}, 2, 'cannot be read: there is no such file'],
    ['no YAML', { [FILE]: 'cli: [' }, 2, `${FILE}:1:7: `],
    ['nothing for a client', { [FILE]: 'server_url: https://x\n' }, 2, 'names no server'],
  ])('that is %s is refused', async (_name, files, code, said) => {
    const refused = await hs(`users list --headscale-config ${FILE}`, '', { files });
    expect(refused).toMatchObject({ code, out: '' });
    expect(refused.err).toContain(said);
  });

  test('by the variable is read only where nothing else names a server', async () => {
    const env = {
      HEADSCALE_CONFIG: '/gone',
      HS_ADDRESS: net.sandbox.address,
      HS_API_KEY: net.sandbox.apiKey,
    };
    expect(await hs('users list', '', { env })).toMatchObject({ code: 0 });
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const inContext = await hs('users list', '', { contexts, env: { HEADSCALE_CONFIG: '/gone' } });
    expect(inContext).toMatchObject({ code: 0 });
    const alone = await hs('users list', '', { env: { HEADSCALE_CONFIG: '/gone' } });
    expect(alone).toMatchObject({ code: 2, err: expect.stringContaining('/gone cannot be read') });
  });
});

test('nothing is read that nobody named', async () => {
  const done = await hs('users list', withKey(net.sandbox.address));
  expect(done).toMatchObject({ code: 2, err: expect.stringContaining('No server is named') });
});

describe('HEADSCALE_UNIX_SOCKET', () => {
  test('names the socket of this machine, last of all', async () => {
    const env = { HEADSCALE_UNIX_SOCKET: socket };
    expect(await hs('users list -o json', '', { env })).toMatchObject({ code: 0, out: '[]\n' });
    expect((await hs('whoami -o json', '', { env })).json()).toMatchObject({
      address: `unix://${socket}`,
      origin: 'HEADSCALE_UNIX_SOCKET',
      apiKey: null,
    });
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const inContext = await hs('whoami -o json', '', { contexts, env });
    expect(inContext.json()).toMatchObject({ origin: 'context prod' });
  });

  test('that is no path is refused: 2', async () => {
    const contexts = nothingRemembered().contexts;
    const refused = await hs('users list', '', { contexts, env: { HEADSCALE_UNIX_SOCKET: 'hs.sock' } });
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('begins with a slash') });
  });
});
