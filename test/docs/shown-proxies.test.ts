import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../support/certificates.ts';
import { runHs } from '../support/harness.ts';
import { testWith } from '../support/needs.ts';
import type { RealProxy } from '../support/reverse-proxies.ts';
import { pages } from './code-blocks.ts';
import { shownProxies, startShown } from './shown-proxies.ts';

let authority: CertificateAuthority;
let pair: KeyPair;
let sandbox: RunningSandbox;
let proxy: RealProxy | undefined;

beforeAll(async () => {
  authority = await makeAuthority();
  [pair, sandbox] = await Promise.all([authority.issue(), startSandbox({ release: '0.29', seed: 'demo' })]);
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});
afterAll(() => sandbox.stop());

const shown = pages().flatMap(shownProxies);

describe('what the pages say to put into', () => {
  for (const config of shown) {
    testWith(config.program)(`${config.program} works as it stands: ${config.where}`, async () => {
      proxy = await startShown(config, pair, sandbox);
      const address = `https://localhost:${proxy.port}${config.prefix}`;
      const hs = (line: string) =>
        runHs(line.split(' '), {
          env: { HS_ADDRESS: address, HS_API_KEY: sandbox.apiKey, HS_CA_FILE: '/ca.pem' },
          files: { '/ca.pem': authority.cert },
        });
      expect(await hs('users list -o name')).toMatchObject({ code: 0, out: '1\n2\n3\n' });
      expect(await hs('users list -o name --transport grpc')).toMatchObject({ code: 0, out: '1\n2\n3\n' });
      expect(await hs('users list -o name --transport http')).toMatchObject({ code: 0, out: '1\n2\n3\n' });
      const { code, json } = await hs('doctor -o json');
      const { checks } = json() as { checks: { id: string; status: string; detail: string }[] };
      expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
      expect(code).toBe(0);
    });
  }

  test('both are there, each also behind a path', () => {
    const found = shown.map(({ program, prefix }) => `${program} ${prefix}`.trim());
    expect(found.sort()).toEqual(['caddy', 'caddy /vpn', 'nginx', 'nginx /vpn']);
  });
});
