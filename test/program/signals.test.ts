import { readFile } from 'node:fs/promises';
import type net from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';
import { Servers, silentServer } from '../support/servers.ts';

const hs = useProgram();
const servers = new Servers();
afterAll(() => servers.end());

const told = (text: RegExp) => expect.stringMatching(text);

describe('a command that waits for a server that says nothing', () => {
  test.each([
    ['users list', 'SIGINT'],
    ['users list', 'SIGTERM'],
    ['users create joe', 'SIGINT'],
    ['version', 'SIGINT'],
    ['api ListUsers', 'SIGINT'],
  ] as const)('%s ends with 130 at %s, without a stack', async (line, signal) => {
    const server = silentServer();
    const connected = new Promise<void>((resolve) =>
      server.once('connection', (socket: net.Socket) => socket.once('data', () => resolve())),
    );
    const address = `http://127.0.0.1:${await servers.listen(server)}`;
    const { child, ended } = hs.start(line.split(' '), { env: { HS_ADDRESS: address } });
    await connected;
    child.kill(signal);
    const { code, err, out } = await ended;
    expect({ code, out, err }).toEqual({ code: 130, out: '', err: told(/^Error: Interrupted[^\n]*\n$/) });
  });
});

test('a command that waits for the rest of its standard input ends with 130 at SIGINT', async () => {
  const { child, ended } = hs.start(['policy', 'check', '-']);
  // More than a pipe holds: once it is written, somebody has read.
  await new Promise<void>((resolve) => child.stdin?.write('{'.repeat(1024 * 1024), () => resolve()));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, out: '', err: told(/^Error: Interrupted[^\n]*\n$/) });
});

describe('the sandbox', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 0 at %s, lets go of its port, and has kept its state',
    async (signal) => {
      const state = path.join(hs.folder, `${signal}.json`);
      const { child, ended, said } = hs.start(['sandbox', '--state', state, '-o', 'json']);
      const { address, apiKey } = JSON.parse(await said('}\n')) as { address: string; apiKey: string };
      const env = { HS_ADDRESS: address, HS_API_KEY: apiKey };
      expect(await hs.run('users create joe -q -o name', { env })).toMatchObject({ code: 0, err: '' });
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, err: '' });
      expect(await readFile(state, 'utf8')).toContain('"joe"');
      expect(await hs.run('users list', { env })).toMatchObject({ code: 6, err: told(/connection refused/) });
    },
  );
});
