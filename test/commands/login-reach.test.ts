import { afterEach, describe, expect, test } from 'vitest';
import { forwardProxy, type Turn } from '../support/forward-proxy.ts';
import { grpcBehindPath, webBehindPath } from '../support/path-front.ts';
import { nothingRemembered } from '../support/remembered.ts';
import { closedPort, Servers } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';
import { KEY, TRUST } from '../support/tls-logins.ts';

const net = useTailnet({ tls: true });
const servers = new Servers();
afterEach(() => servers.end());

/** Logs in to a name that only a proxy knows, which does with each port as is said. */
async function login(typed: string, turns: Readonly<Record<number, Turn>>, more: string[] = []) {
  const proxy = forwardProxy((target) => turns[Number(target.split(':').at(-1))] ?? 'hang up');
  const url = `http://127.0.0.1:${await servers.listen(proxy.server)}`;
  const kept = nothingRemembered();
  const done = await net.hs(['login', typed, ...more], {
    contexts: kept.contexts,
    env: { HS_ADDRESS: '', HS_API_KEY: '', TERM: 'dumb', HTTPS_PROXY: url },
    tty: true,
    answers: more.length > 0 ? [] : [true, net.sandbox.apiKey],
  });
  const [context] = (await kept.contexts.file.read()).config.contexts.values();
  return { done, proxy, context };
}
const here = (): Turn => ({ to: net.sandbox.grpcPort });
const NO_WISH = ['--no-input'];

test('where nothing answers on 443, gRPC is found on its own port', async () => {
  const { done, context } = await login('hs.example.org', { 443: { to: await closedPort() }, 50443: here() });
  expect(done).toMatchObject({ code: 0, asked: [TRUST, KEY] });
  expect(context).toMatchObject({ address: 'https://hs.example.org:50443', trust: { kind: 'pinned' } });
  expect(done.err).toContain('The certificate of https://hs.example.org:50443 is self-signed');
  expect(done.err).toContain('names     localhost, 127.0.0.1, 0:0:0:0:0:0:0:1 (not hs.example.org)');
});

test.each([
  ['0.29', grpcBehindPath, 'gRPC'],
  ['0.30', webBehindPath, 'HTTP'],
] as const)('behind a path %s is found, and used from there on', async (release, front, transport) => {
  await net.start({ release, tls: false });
  const port = await servers.listen(front('/hs', Number(new URL(net.sandbox.address).port)));
  const kept = nothingRemembered();
  const hs = (line: string) =>
    net.hs(line, {
      contexts: kept.contexts,
      env: { HS_ADDRESS: '', HS_API_KEY: '' },
      stdin: net.sandbox.apiKey,
    });
  const done = await hs(`login http://127.0.0.1:${port}/hs --api-key-stdin`);
  expect(done.err).toContain(
    `Logged in to http://127.0.0.1:${port}/hs (Headscale ${release} over ${transport})`,
  );
  expect(await hs('users list -o json')).toMatchObject({ code: 0, out: '[]\n' });
  expect(await hs(`login http://127.0.0.1:${port} --api-key-stdin`)).toMatchObject({ code: 6 });
});

describe('where neither port leads anywhere', () => {
  test('both are named, and what to look at next', async () => {
    const { done, context } = await login('hs.example.org', {}, NO_WISH);
    expect(done).toMatchObject({ code: 6, out: '', asked: [] });
    expect(done.err).toContain('Trying https://hs.example.org\nTrying https://hs.example.org:50443\n');
    expect(done.err).toContain('Cannot reach Headscale at hs.example.org:443');
    expect(done.err).toMatch(/\n {2}(Cannot reach Headscale at )?hs\.example\.org:50443: /);
    expect(context).toBeUndefined();
  });

  test('and neither answers, it ends within the time for one', async () => {
    const silent = { 443: 'say nothing', 50443: 'say nothing' } as const;
    const { done } = await login('hs.example.org', silent, [...NO_WISH, '--timeout', '300ms']);
    expect(done).toMatchObject({ code: 6, asked: [] });
    expect(done.err).toContain('No answer from Headscale at hs.example.org:443 within 0.3 s');
    expect(done.err).toContain('\n  hs.example.org:50443: the same\n');
  });
});
