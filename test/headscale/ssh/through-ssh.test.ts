import { mkdtemp, readdir, stat } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { HsError } from '../../../src/errors.ts';
import { connectHeadscale } from '../../../src/headscale/connect.ts';
import { parseAddress } from '../../../src/headscale/named-address.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import { SshTunnels } from '../../../src/headscale/ssh/tunnels.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { refusalBy } from '../../config/support.ts';
import { testOverSsh, useServerBehindSsh } from '../../support/behind-ssh.ts';
import { type Outcome, runHs } from '../../support/harness.ts';
import { nothingRemembered } from '../../support/remembered.ts';
import { closedPort } from '../../support/servers.ts';
import type { SshProgram } from '../../support/ssh-server.ts';

let whenCalled = (_rpc: string): void => {};
const behind = useServerBehindSsh('0.29', { onCall: ({ rpc }) => whenCalled(rpc) });

/** Runs a command line against the server behind ssh. */
async function hs(
  line: string,
  ssh: SshProgram,
  { suffix, ...env }: { suffix?: string } & Record<string, string | undefined> = {},
): Promise<Outcome> {
  const { address, env: envOf, sandbox } = behind();
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const more = { HS_ADDRESS: address(suffix), ...Object.fromEntries(given) };
  const noKey = { HS_API_KEY: '' };
  return await runHs(line.split(' '), { sandbox, env: envOf(ssh, { ...noKey, ...more }) });
}

/** The port to the server behind ssh, for looking around while it is open. */
async function open(ssh: SshProgram): Promise<HeadscaleApi> {
  const { address, env } = behind();
  const surroundings = { env: env(ssh), platform: process.platform, mayAsk: () => false };
  const server = { address: parseAddress(address()), apiKey: undefined, trust: {}, timeoutMs: 10_000 };
  const api = await connectHeadscale(server, new SshTunnels(surroundings));
  onTestFinished(() => api.close());
  return api;
}

/** The ssh that has logged in. */
async function loginOf(ssh: SshProgram): Promise<{ pid: number; words: string; env: string }> {
  const login = (await ssh.started()).find(({ words }) => words.startsWith('-N'));
  if (!login) throw new Error('no ssh has logged in');
  return login;
}

describe('commands through ssh', () => {
  testOverSsh('read and change over the socket, and leave nothing behind', async () => {
    const ssh = await behind().sshd.program();
    const listed = await hs('users list', ssh);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toContain('\talice\t');
    const made = await hs('users create joe', ssh);
    expect(made).toMatchObject({ code: 0, changes: ['CreateUser'] });
    expect(made.err).toMatch(/^Created user joe \(id \d+\) on ssh:\/\/127\.0\.0\.1:\d+\//);
    await behind().nothingLeft(ssh);
  });

  testOverSsh('log in once, forward once, and show the key to nobody', async () => {
    const ssh = await behind().sshd.program();
    const { sandbox } = behind();
    const { port } = new URL(sandbox.address);
    const told = await hs('nodes list', ssh, { suffix: `?to=127.0.0.1:${port}`, HS_API_KEY: sandbox.apiKey });
    expect(told).toMatchObject({ code: 0, err: '' });
    const started = await ssh.started();
    expect(started.map(({ words }) => /^-N|-O forward/.exec(words)?.[0]).sort()).toEqual([
      '-N',
      '-O forward',
    ]);
    expect(JSON.stringify(started)).not.toContain(sandbox.apiKey);
    await behind().nothingLeft(ssh);
  });

  testOverSsh('go to a port with TLS as the far side sees it', async () => {
    const sandbox = await startSandbox({ release: '0.29', tls: true });
    onTestFinished(() => sandbox.stop());
    const ssh = await behind().sshd.program();
    const env = behind().env(ssh, {
      HS_ADDRESS: behind().address(`?to=${sandbox.address}`),
      HS_API_KEY: sandbox.apiKey,
    });
    const line = ['users', 'create', 'joe', '--ca-file', '/ca'];
    const made = await runHs(line, { sandbox, env, files: { '/ca': sandbox.caPem ?? '' } });
    expect(made).toMatchObject({ code: 0, changes: ['CreateUser'] });
    expect((await runHs(['users', 'list'], { env })).err).toMatch(/certificate/);
  });

  testOverSsh('need a key for a port', async () => {
    const ssh = await behind().sshd.program();
    const told = await hs('users list', ssh, { suffix: '?to=localhost:50443' });
    expect(told).toMatchObject({ code: 4, err: expect.stringContaining('no API key') });
    expect(await ssh.started()).toEqual([]);
  });

  testOverSsh('can be a login, which asks for no key and logs in once', async () => {
    const ssh = await behind().sshd.program();
    const { contexts } = nothingRemembered();
    const { address, env } = behind();
    const told = await runHs(['login', address()], { env: env(ssh), contexts });
    expect(told).toMatchObject({ code: 0, err: expect.stringMatching(/Logged in to ssh:.*over gRPC/) });
    expect((await ssh.started()).filter(({ words }) => words.startsWith('-N'))).toHaveLength(1);
    const listed = await runHs(['users', 'list'], { env: env(ssh), contexts });
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('\talice\t') });
  });
});

describe('while ssh is logged in', () => {
  testOverSsh('its socket is in a folder that only this user can enter', async () => {
    const ssh = await behind().sshd.program();
    const api = await open(ssh);
    await api.listUsers();
    const [name = ''] = await readdir(behind().temporary);
    const folder = path.join(behind().temporary, name);
    const mode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);
    expect(await mode(folder)).toBe('700');
    expect(await mode(path.join(folder, 'api'))).toBe('600');
    expect((await stat(path.join(folder, 'api'))).isSocket()).toBe(true);
    api.close();
    await behind().nothingLeft(ssh);
  });

  testOverSsh('no forward and no shared connection of the configuration is touched', async () => {
    const [local, remote] = [await closedPort(), await closedPort()];
    const folder = await mkdtemp(path.join(path.dirname(behind().temporary), 'shared-'));
    const ssh = await behind().sshd.program([
      `LocalForward ${local} localhost:1`,
      `RemoteForward ${remote} localhost:1`,
      'ExitOnForwardFailure yes',
      'ControlMaster auto',
      `ControlPath ${folder}/c`,
      'ControlPersist yes',
      'RemoteCommand echo no',
      'PermitLocalCommand yes',
      `LocalCommand touch ${folder}/touched`,
    ]);
    const api = await open(ssh);
    await api.listUsers();
    expect(await takesConnections(local)).toBe(false);
    expect(await takesConnections(remote)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    api.close();
    await behind().nothingLeft(ssh);
  });
});

describe('where ssh is killed', () => {
  testOverSsh('between two calls, the next one says so', async () => {
    const ssh = await behind().sshd.program();
    const api = await open(ssh);
    await api.listUsers();
    process.kill((await loginOf(ssh)).pid, 'SIGKILL');
    const error: HsError = await refusalBy(api.listNodes());
    expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
    expect(error.message).toMatch(/^Cannot reach Headscale at ssh:.*: ssh ended in the middle by SIGKILL/);
    api.close();
    await behind().nothingLeft(ssh);
  });

  testOverSsh('while a change is under way, it may have been applied', async () => {
    const ssh = await behind().sshd.program();
    const api = await open(ssh);
    await api.listUsers();
    const { pid } = await loginOf(ssh);
    whenCalled = (rpc) => rpc === 'CreateUser' && process.kill(pid, 'SIGKILL');
    onTestFinished(() => {
      whenCalled = () => {};
    });
    const error = await refusalBy(api.createUser({ name: 'jane' }));
    expect(error).toMatchObject({ code: 'answer_lost', exitCode: 6 });
    expect(error.message).toMatch(
      /its answer from ssh:\S+ was lost, since ssh ended in the middle by SIGKILL/,
    );
    expect(error.hint).toMatch(/before you repeat it/);
  });
});

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
