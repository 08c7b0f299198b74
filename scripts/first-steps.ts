import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** A program of hs that was just put into place. */
export interface PlacedProgram {
  readonly hs: string;
  readonly version: string;
  /** An empty folder, for the link that stands for the official client. */
  readonly links: string;
  /** All that it sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The first steps of somebody new: what it is, how it is used, a sandbox, a user, and the same through a link named
 * headscale. Throws where one of them fails.
 */
export async function firstSteps({ hs, version, links, env }: PlacedProgram): Promise<void> {
  const run = (args: string[], more = {}) =>
    execFileSync(hs, args, { env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' });

  assert.equal(run(['--version']), `hs ${version}\n`);
  assert.match(run(['--help']), /users/);

  const sandbox = spawn(hs, ['sandbox', '-o', 'json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(sandbox, 'exit');
  try {
    const [line] = (await once(createInterface(sandbox.stdout), 'line')) as [string];
    const { address, apiKey } = JSON.parse(line) as { address: string; apiKey: string };
    const server = { HS_ADDRESS: address, HS_API_KEY: apiKey };
    run(['users', 'create', '--display-name', 'John Doe'], server);
    const users = JSON.parse(run(['users', 'list', '-o', 'json'], server)) as Record<string, unknown>[];
    assert.deepEqual(
      users.map(({ name, displayName }) => ({ name, displayName })),
      [{ name: 'john.doe', displayName: 'John Doe' }],
    );
    // Windows starts no link; what stands for it there takes a shell.
    if (process.platform !== 'win32') {
      run(['headscale', '--install', links]);
      const official = {
        env: { ...env, ...server, PATH: `${links}:${env['PATH']}` },
        encoding: 'utf8',
      } as const;
      for (const headscale of ['headscale', path.join(links, 'headscale')]) {
        const listed = JSON.parse(execFileSync(headscale, ['users', 'list', '-o', 'json'], official));
        assert.deepEqual(
          { ...listed[0], created_at: 0 },
          { id: 1, name: 'john.doe', created_at: 0, display_name: 'John Doe' },
        );
      }
      run(['headscale', '--uninstall', links]);
      assert.deepEqual(await readdir(links), []);
    }
  } finally {
    sandbox.kill();
  }
  assert.deepEqual(await ended, [0, null], 'the sandbox did not end well');
}
