import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { sandboxAnnouncement } from '../../../src/output/sandbox-announcement.ts';
import { runHs } from '../../support/harness.ts';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

/** What was agreed upon, or the code of the refusal. */
function handshake(web: Web, protocols: readonly string[]): Promise<string> {
  const { port } = new URL(web.sandbox.httpAddress);
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port: Number(port),
      ca: web.sandbox.caPem ?? '',
      ALPNProtocols: [...protocols],
    });
    socket.on('secureConnect', () => {
      resolve(String(socket.alpnProtocol));
      socket.destroy();
    });
    socket.on('error', (error) => resolve(String('code' in error ? error.code : error)));
  });
}

test.each(['0.24', '0.29', '0.30'] as const)('the web port of %s speaks HTTP/1.1 alone', async (release) => {
  const web = await webOf({ release, tls: true });
  expect(web.sandbox.httpAddress).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await web.send('GET', '/health')).toMatchObject({ status: 200 });
  expect(await handshake(web, ['h2', 'http/1.1'])).toBe('http/1.1');
  expect(await handshake(web, ['h2'])).toBe('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
  await web.end();
});

test.each(RELEASES)('hs reaches a sandbox of %s with what it prints, until it ends', async (release) => {
  const web = await webOf({ release, tls: true });
  const said = JSON.parse(sandboxAnnouncement(web.sandbox, 'json')) as Record<string, string>;
  expect(Object.keys(said)).toEqual(['address', 'httpAddress', 'apiKey', 'release', 'caFile']);
  const { address = '', apiKey = '', caFile = '' } = said;
  expect(statSync(caFile).mode & 0o777).toBe(0o600);

  const env = { HS_ADDRESS: address, HS_API_KEY: apiKey, HS_CA_FILE: caFile };
  const listed = await runHs(['users', 'list', '-o', 'json'], {
    env,
    files: { [caFile]: readFileSync(caFile, 'utf8') },
  });
  expect(listed).toMatchObject({ code: 0, err: '' });

  await web.sandbox.restart();
  expect(web.sandbox.caFile).toBe(caFile);
  await web.end();
  expect(statSync(caFile, { throwIfNoEntry: false })).toBeUndefined();
});

test.each(RELEASES)(
  'hs sandbox --tls of %s prints both addresses, and leaves nothing behind',
  async (release) => {
    const ended = await runHs(['sandbox', '--tls', '--headscale', release, '-o', 'json'], {
      interruptAfter: '\n',
    });
    expect(ended).toMatchObject({ code: 0, err: '' });
    const { address, httpAddress, caFile } = ended.json() as Record<string, string>;
    expect([address, httpAddress]).toEqual(
      Array(2).fill(expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)),
    );
    expect(address === httpAddress).toBe(release === '0.30');
    expect(statSync(caFile ?? '', { throwIfNoEntry: false })).toBeUndefined();
  },
);

test('a sandbox that cannot listen leaves no file behind', async () => {
  const first = await webOf({ release: '0.30', tls: true });
  const { port } = new URL(first.sandbox.httpAddress);
  const temporary = mkdtempSync(join(tmpdir(), 'hs-tls-test-'));
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, temporary);
  await expect(webOf({ release: '0.30', tls: true, port: Number(port) })).rejects.toThrow('Cannot listen');
  expect(readdirSync(temporary)).toEqual([]);
  const second = await webOf({ release: '0.30', tls: true });
  expect(readdirSync(temporary)).toHaveLength(1);
  await Promise.all([first.end(), second.end()]);
  rmSync(temporary, { recursive: true });
});

afterEach(() => vi.unstubAllEnvs());
