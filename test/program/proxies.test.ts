import net from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';
import { Servers } from '../support/servers.ts';

const hs = useProgram({ seed: 'demo' });
const servers = new Servers();
afterAll(() => servers.end());

const NAMES = ['grpc_proxy', 'http_proxy', 'https_proxy', 'all_proxy'];

// Libraries read the variables of the process by themselves, so this takes a process of its own.
test.each([
  ['in lower case', NAMES],
  ['in upper case', NAMES.map((name) => name.toUpperCase())],
])('no proxy that is named %s hears of a call to this machine', async (_, names) => {
  let heard = 0;
  const proxy = net.createServer((socket) => {
    heard += 1;
    socket.destroy();
  });
  const url = `http://127.0.0.1:${await servers.listen(proxy)}`;
  const env = Object.fromEntries(names.map((name) => [name, url]));
  for (const line of ['users list', 'users list --transport http', 'version']) {
    const address = line.includes('http') ? hs.sandbox.httpAddress : hs.sandbox.address;
    expect(await hs.run(line, { env: { ...env, HS_ADDRESS: address } })).toMatchObject({ code: 0, err: '' });
  }
  expect(heard).toBe(0);
});
