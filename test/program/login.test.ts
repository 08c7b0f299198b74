import { readFileSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';

const hs = useProgram();

test('log in once, use the server by name, log out', async () => {
  const home = await mkdtemp(path.join(hs.folder, 'home-'));
  // No Secret Service answers there, whatever machine this runs on.
  const env = {
    HOME: home,
    HS_ADDRESS: undefined,
    HS_API_KEY: undefined,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/no-bus`,
  };
  const run = (line: string, stdin?: string) => hs.run(line, stdin === undefined ? { env } : { env, stdin });
  const { address, apiKey } = hs.sandbox;

  const login = await run(`login ${address} --api-key-stdin --context prod`, `${apiKey}\n`);
  expect(login).toMatchObject({ code: 0, out: '' });
  expect(login.err).toMatch(/as context prod\n0 users and 0 nodes; the API key ends in 90d .*\n.*\n$/);
  expect(login.err).not.toContain(apiKey);

  expect(await run('users list -o json')).toMatchObject({ code: 0, out: '[]\n', err: '' });
  const whoami = await run('whoami -o json');
  expect(JSON.parse(whoami.out)).toMatchObject({ context: 'prod', address, apiKey: { id: '1' } });
  expect(whoami.out).not.toContain(apiKey);

  const credentials = path.join(home, '.config', 'hs', 'credentials.json');
  expect(readFileSync(credentials, 'utf8')).toContain(apiKey);
  expect(readFileSync(path.join(home, '.config', 'hs', 'config.yaml'), 'utf8')).not.toContain('hskey');
  expect((statSync(credentials).mode & 0o777).toString(8)).toBe('600');
  expect((statSync(path.dirname(credentials)).mode & 0o777).toString(8)).toBe('700');

  expect(await run('logout')).toMatchObject({
    code: 0,
    out: '',
    err: 'Forgot the API key of context prod\n',
  });
  expect(readFileSync(credentials, 'utf8')).not.toContain(apiKey);
  expect(await run('users list')).toMatchObject({ code: 4, out: '' });
});
