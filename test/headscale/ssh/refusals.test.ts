import { describe, expect, test } from 'vitest';
import { type BehindSsh, testOverSsh, useServerBehindSsh } from '../../support/behind-ssh.ts';
import { runHs } from '../../support/harness.ts';
import { closedPort, Servers, silentServer } from '../../support/servers.ts';

const behind = useServerBehindSsh();
const shut = useServerBehindSsh('0.29', { more: ['AllowStreamLocalForwarding no', 'AllowTcpForwarding no'] });
const http = useServerBehindSsh('0.30');

interface Refusal {
  readonly at?: () => BehindSsh;
  /** Lines of the configuration of ssh. */
  readonly config?: readonly string[];
  readonly address?: (at: BehindSsh) => string;
  readonly code: number;
  readonly says: RegExp;
  readonly hints: RegExp;
}

const PORT = '?to=127.0.0.1:';

const usual = (at: BehindSsh) => at.address();

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'an unknown host key': {
    config: ['UserKnownHostsFile /dev/null'],
    code: 6,
    says: /ssh does not know the host key of 127\.0\.0\.1 yet$/,
    hints: /^Log in once by hand and compare the key: ssh -p \d+ 127\.0\.0\.1$/,
  },
  'a refused login': {
    config: ['PubkeyAuthentication no'],
    code: 4,
    says: /ssh is not let in \(publickey/,
    hints: /^Try it by hand: ssh -p/,
  },
  'a host there is not': {
    config: ['Hostname no-such-host.invalid'],
    code: 6,
    says: /ssh finds no host named "no-such-host\.invalid"$/,
    hints: /spelling/,
  },
  'a configuration it does not take': {
    config: ['UseKeyChains yes'],
    code: 6,
    says: /ssh does not take line 2 of .*: "Bad configuration option: usekeychains"$/,
    hints: /IgnoreUnknown/,
  },
  'a socket there is not': {
    address: (at) => at.address('/nonexistent/headscale.sock'),
    code: 6,
    says: /does not connect to \/nonexistent\/headscale\.sock: Headscale does not run there or has another socket, that user may not open it, or AllowStreamLocalForwarding is off$/,
    hints: /^This shows which: ssh -p \d+ 127\.0\.0\.1 ls -l \/nonexistent\/headscale\.sock\./,
  },
  'an sshd that forwards no sockets': {
    at: shut,
    code: 6,
    says: /AllowStreamLocalForwarding is off$/,
    hints: /ls -l/,
  },
  'an sshd that forwards no ports': {
    at: shut,
    address: (at) => at.address(`${PORT}50443`),
    code: 6,
    says: /the sshd of 127\.0\.0\.1 does not forward for this user$/,
    hints: /^Set AllowTcpForwarding yes/,
  },
};

describe('ssh says', () => {
  for (const [name, { at = behind, config, address = usual, ...told }] of Object.entries(REFUSALS)) {
    testOverSsh(name, async () => {
      const ssh = await at().sshd.program(config);
      const env = at().env(ssh, { HS_ADDRESS: address(at()), HS_API_KEY: 'k' });
      const { code, out, err } = await runHs(['users', 'list'], { env });
      const [message = '', hint = ''] = err.split('\n');
      expect({ code, out }).toEqual({ code: told.code, out: '' });
      expect(message).toMatch(told.says);
      expect(message).toContain(`Cannot reach Headscale at ${address(at())}: `);
      expect(hint).toMatch(told.hints);
      await at().nothingLeft(ssh);
      expect((await ssh.started()).filter(({ words }) => words.startsWith('-N'))).toHaveLength(1);
    });
  }

  testOverSsh('a port of the far side that nobody listens on', async () => {
    const ssh = await behind().sshd.program();
    const port = await closedPort();
    const env = behind().env(ssh, { HS_ADDRESS: behind().address(`${PORT}${port}`), HS_API_KEY: 'k' });
    expect(await runHs(['users', 'create', 'joe'], { env })).toMatchObject({
      code: 6,
      err: expect.stringContaining(
        `on 127.0.0.1 nothing listens at 127.0.0.1:${port} (connection refused)\n`,
      ),
    });
    await behind().nothingLeft(ssh);
  });

  testOverSsh('nothing, within the timeout', async () => {
    const servers = new Servers();
    const port = await servers.listen(silentServer());
    try {
      const ssh = await behind().sshd.program();
      const env = behind().env(ssh, { HS_ADDRESS: `ssh://127.0.0.1:${port}` });
      const { code, err } = await runHs(['users', 'list', '--timeout', '300ms'], { env });
      expect({ code, err }).toEqual({
        code: 6,
        err: expect.stringMatching(
          /^Error: No answer from Headscale at ssh:\S+ within 0\.3 s: ssh did not get to log in\n/,
        ),
      });
      await behind().nothingLeft(ssh);
    } finally {
      await servers.end();
    }
  });
});

testOverSsh('0.30 is spoken to over HTTP', async () => {
  const ssh = await http().sshd.program();
  const env = http().env(ssh, { HS_ADDRESS: http().address() });
  const told = await runHs(['version', '-o', 'json'], { env });
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.json()).toMatchObject({ server: { transport: 'HTTP' } });
  await http().nothingLeft(ssh);
});

describe('without ssh', () => {
  test('a machine that has none says so', async () => {
    const env = { HS_ADDRESS: 'ssh://hs.example.org', PATH: '/nonexistent' };
    expect(await runHs(['users', 'list'], { env })).toMatchObject({
      code: 6,
      err: expect.stringMatching(/there is no program ssh on this machine\nInstall OpenSSH/),
    });
  });

  test('Windows is told what to do in its place', async () => {
    const env = { HS_ADDRESS: 'ssh://admin@hs.example.org' };
    expect(await runHs(['users', 'list'], { env, platform: 'win32' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^Error: ssh:\/\/admin@hs\.example\.org cannot be used on Windows.*\n.*WSL.*ssh -N -L 127\.0\.0\.1:50443:localhost:50443 admin@hs\.example\.org/,
      ),
    });
  });
});
