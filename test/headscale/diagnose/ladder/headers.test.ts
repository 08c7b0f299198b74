import type net from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../../support/certificates.ts';
import { proxyServer, Servers, webServer } from '../../../support/servers.ts';
import { unauthorised } from '../../../support/web-answers.ts';
import { look } from './looking.ts';
import { always, CADDY, headscalePages, NGINX } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;

describe('who is in between', () => {
  test.each([
    ['nginx/1.22.1 is in between', NGINX],
    ['Caddy is in between', CADDY],
    ['none names itself: Headscale itself, or Traefik, which never does', {}],
    ['Envoy, via "1.1 edge" is in between', { server: 'Envoy', via: '1.1 edge' }],
  ])('%s', async (detail, headers) => {
    const typed = `http://127.0.0.1:${await servers.listen(webServer(headscalePages({ headers })))}`;
    expect((await look(typed)).check('proxy')).toMatchObject({ status: 'ok', detail });
  });
});

test('Cloudflare in between is a warning: Headscale does not support it, and the way round is named', async () => {
  const rules = headscalePages({ headers: { server: 'cloudflare' } });
  const found = await look(await tlsAt(proxyServer(good, rules)), { ca: authority.cert });
  expect(found.check('proxy')).toMatchObject({
    status: 'warning',
    detail: 'cloudflare is in between, which Headscale does not support: devices may not get through',
    fix: [expect.stringContaining('DNS only'), 'Or go past it: hs login ssh://admin@127.0.0.1'],
  });
  expect(found.exitCode).toBe(0);
});

describe('the clock', () => {
  test.each([
    [0, 'ok', 'it agrees with that of the server'],
    [-40_000, 'ok', 'it agrees'],
    [180_000, 'warning', 'behind this machine'],
    [-7_200_000, 'warning', 'ahead of this machine'],
  ])('%d ms ahead of the server', async (ahead, status, said) => {
    const typed = `http://127.0.0.1:${await servers.listen(webServer(headscalePages()))}`;
    const found = await look(typed, { now: () => Date.now() + ahead });
    expect(found.check('clock')).toMatchObject({ status, detail: expect.stringContaining(said) });
  });
});

test('a page with a date that is none', async () => {
  const typed = await tlsAt(proxyServer(good, always({ ...unauthorised, headers: { date: 'never' } })));
  const found = await look(typed, { ca: authority.cert });
  expect(found.check('clock')).toMatchObject({ status: 'skipped' });
});
