import { describe, expect } from 'vitest';
import { testOverSsh, useServerBehindSsh } from '../support/behind-ssh.ts';
import { runHs } from '../support/harness.ts';

const behind = useServerBehindSsh();

interface Document {
  readonly address: string;
  readonly checks: readonly { id: string; status: string; detail: string; fix: string[] }[];
  readonly release: { release: string } | null;
}

/** What hs doctor finds, each check by its id. */
async function look(suffix: string | undefined, lines?: readonly string[], apiKey = '') {
  const { sshd, env, address, nothingLeft } = behind();
  const ssh = await sshd.program(lines);
  const seen = await runHs(['doctor', address(suffix), '-o', 'json'], {
    env: env(ssh, { HS_API_KEY: apiKey }),
  });
  await nothingLeft(ssh);
  const document = seen.json() as Document;
  const check = (id: string) => document.checks.find((one) => one.id === id);
  const of = (status: string) => document.checks.filter((one) => one.status === status).map(({ id }) => id);
  return { code: seen.code, document, check, of };
}

describe('hs doctor ssh://', () => {
  testOverSsh('climbs through ssh to the socket', async () => {
    const { code, document, check, of } = await look(undefined);
    expect({ code, address: document.address }).toEqual({ code: 0, address: behind().address() });
    expect(of('failed')).toEqual([]);
    expect(document.checks.slice(0, 4).map(({ id }) => id)).toEqual(['address', 'ssh', 'name', 'connection']);
    expect(check('address')?.detail).toBe(`${behind().address()}, the socket ${behind().socket} there`);
    expect(check('ssh')).toMatchObject({ status: 'ok', detail: 'logged in to 127.0.0.1' });
    expect(check('connection')).toMatchObject({
      status: 'ok',
      detail: `ssh forwards to ${behind().socket} there`,
    });
    expect(check('credential')).toMatchObject({ status: 'ok' });
    expect(document.release).toMatchObject({ release: '0.29' });
  });

  testOverSsh('and to a port, with the key', async () => {
    const { port } = new URL(behind().sandbox.address);
    const { code, check } = await look(`?to=127.0.0.1:${port}`, [], behind().sandbox.apiKey);
    expect(code).toBe(0);
    expect(check('address')).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(/plaintext, .*on that host alone$/),
    });
    expect(check('credential')).toMatchObject({ status: 'ok', detail: 'it works' });
  });

  testOverSsh('stops at a login that is refused', async () => {
    const { code, check, of } = await look(undefined, ['PubkeyAuthentication no']);
    expect(code).toBe(4);
    expect(of('failed')).toEqual(['ssh']);
    expect(check('ssh')).toMatchObject({
      detail: expect.stringMatching(/^ssh is not let in/),
      fix: [expect.stringMatching(/ssh-add/)],
    });
    expect(check('grpc')).toMatchObject({ status: 'skipped', detail: 'not without ssh' });
  });

  testOverSsh('stops at a socket there is not', async () => {
    const { code, check, of } = await look('/nonexistent/headscale.sock');
    expect(code).toBe(6);
    expect(of('failed')).toEqual(['connection']);
    expect(check('ssh')).toMatchObject({ status: 'ok' });
    expect(check('connection')?.fix).toEqual([expect.stringMatching(/ls -l \/nonexistent\/headscale\.sock/)]);
  });
});
