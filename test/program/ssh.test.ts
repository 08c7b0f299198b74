import { execFileSync } from 'node:child_process';
import { cp, readdir } from 'node:fs/promises';
import type net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { testOverSsh, useServerBehindSsh } from '../support/behind-ssh.ts';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { Servers, silentServer } from '../support/servers.ts';
import type { SshProgram } from '../support/ssh-server.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram();
const behind = useServerBehindSsh();
const servers = new Servers();
afterAll(() => servers.end());

/** The environment of a program whose server is behind this ssh. */
function envOf(ssh: SshProgram, suffix?: string): Record<string, string> {
  const own = hs.env();
  const { PATH = '', ...env } = behind().env(ssh, {
    HS_ADDRESS: behind().address(suffix),
    HS_API_KEY: 'hskey-secret',
  });
  return { ...own, ...env, PATH: [ssh.folder, own['PATH'], PATH].join(path.delimiter) };
}

describe('the program, with a server behind ssh', () => {
  testOverSsh('reads its own standard input, and leaves nothing behind', async () => {
    const ssh = await behind().sshd.program();
    const told = await hs.run('policy check -', { env: envOf(ssh), stdin: '{"acls":[]}' });
    expect(told).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^The server at ssh:.* would take this policy\n$/),
    });
    expect(JSON.stringify(await ssh.started())).not.toContain('hskey-secret');
    await behind().nothingLeft(ssh);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    testOverSsh(`ends ssh and removes its folder at ${signal}`, async () => {
      const ssh = await behind().sshd.program();
      const server = silentServer();
      const connected = new Promise<void>((resolve) =>
        server.once('connection', (socket: net.Socket) => socket.once('data', () => resolve())),
      );
      const port = await servers.listen(server);
      const { child, ended } = hs.start(['users', 'list'], { env: envOf(ssh, `?to=127.0.0.1:${port}`) });
      await connected;
      expect(await readdir(behind().temporary)).toHaveLength(1);
      child.kill(signal);
      const { code, out, err } = await ended;
      expect({ code, out, err }).toEqual({
        code: 130,
        out: '',
        err: expect.stringMatching(/^Error: Interrupted/),
      });
      await behind().nothingLeft(ssh);
    });
  }

  testOverSsh('ends ssh when it is interrupted while that logs in', async () => {
    const ssh = await behind().sshd.program();
    const server = silentServer();
    const connected = new Promise<void>((resolve) =>
      server.once('connection', (socket: net.Socket) => socket.once('data', () => resolve())),
    );
    const port = await servers.listen(server);
    const env = { ...envOf(ssh), HS_ADDRESS: `ssh://127.0.0.1:${port}` };
    const { child, ended } = hs.start(['users', 'list'], { env });
    await connected;
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, err: 'Error: Interrupted before ssh was logged in\n' });
    await behind().nothingLeft(ssh);
  });

  testOverSsh('ends ssh though the command line was wrong', async () => {
    const ssh = await behind().sshd.program();
    expect(await hs.run('users list --sort nothing', { env: envOf(ssh) })).toMatchObject({ code: 2 });
    expect(await readdir(behind().temporary)).toEqual([]);
  });
});

describe('on a terminal', () => {
  const test = testWith('sshd', 'ssh', 'ssh-keygen', 'tmux', 'env');
  let terminals: Terminals;
  beforeAll(async () => {
    terminals = await makeTerminals();
  });
  afterAll(() => terminals.end());

  /** An ssh whose only key is locked. */
  async function lockedSsh(): Promise<SshProgram> {
    const folder = path.join(path.dirname(behind().temporary), 'sshd');
    const locked = path.join(folder, 'locked-key');
    await cp(path.join(folder, 'user-key'), locked);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', locked]);
    return await behind().sshd.program([`IdentityFile ${locked}`]);
  }

  test('ssh asks for a passphrase while standard input is a pipe', async () => {
    const ssh = await lockedSsh();
    const line = `printf '{"acls":[]}' | hs policy check -`;
    const screen = await terminals.open(['sh', '-c', line], { env: envOf(ssh), columns: 120 });
    await screen.shows('Enter passphrase for key');
    await screen.type('open sesame', 'Enter');
    const { code, text } = await screen.ended();
    expect({ code, text }).toEqual({ code: 0, text: expect.not.stringContaining('sesame') });
    expect(text).toMatch(/The server at ssh:.* would take this policy/s);
    await behind().nothingLeft(ssh);
  });

  test('Ctrl-C at its question ends both, and typing shows again', async () => {
    const ssh = await lockedSsh();
    const line = 'trap : INT; hs users list; stty -a | grep -o "[-]*echo "';
    const screen = await terminals.open(['sh', '-c', line], { env: envOf(ssh), columns: 120 });
    await screen.shows('Enter passphrase for key');
    await screen.type('C-c');
    const { text } = await screen.ended();
    expect(text).toContain('Error: Interrupted before ssh was logged in');
    expect(text).toMatch(/^echo$/m);
    await behind().nothingLeft(ssh);
  });

  test('with --no-input it asks nothing', async () => {
    const ssh = await lockedSsh();
    const words = (await ssh.started()).map((one) => one.words);
    expect(words).toEqual([]);
    const screen = await terminals.open(['hs', 'users', 'list', '--no-input'], {
      env: envOf(ssh),
      columns: 120,
    });
    expect((await screen.ended()).text).not.toContain('Enter passphrase');
    expect((await ssh.started()).map((one) => one.words)).toContainEqual(
      expect.stringContaining('BatchMode=yes'),
    );
  });
});
