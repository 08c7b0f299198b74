import { describe, expect, test } from 'vitest';
import { print, TRUST, useTlsLogins } from '../support/tls-logins.ts';

const logins = useTlsLogins();
const { net, hs, loggedIn, trustKept } = logins;

describe('a certificate that has changed', () => {
  test.each(['', '--transport grpc', '--transport http'])(
    'is refused before a byte is said, with both fingerprints: users list %s',
    async (flags) => {
      const { at, address } = await loggedIn(logins.self);
      at.show(logins.otherSelf);
      const calls = net.sandbox.calls.length;
      for (const command of ['users list', 'whoami', 'users create bob']) {
        const refused = await hs(`${command} ${flags}`.trim());
        expect(refused).toMatchObject({ code: 6, out: '' });
        expect(refused.err).toContain('its certificate is not the one that was trusted before');
        expect(refused.err).toContain(`trusted: SHA-256 ${print(logins.self)}`);
        expect(refused.err).toContain(`shown:   SHA-256 ${print(logins.otherSelf)}`);
        expect(refused.err).toContain(`hs login ${address}`);
        expect(refused.err.trimEnd().split('\n')).toHaveLength(4);
      }
      expect(at.received()).toHaveLength(0);
      expect(net.sandbox.calls.length).toBe(calls);
    },
  );

  test('is shown by doctor, which sends it no key', async () => {
    const { at } = await loggedIn(logins.self);
    at.show(logins.otherSelf);
    const found = await hs('doctor');
    expect(found.code).toBe(6);
    expect(found.out).toContain(`shown:   SHA-256 ${print(logins.otherSelf)}`);
    const said = at.received().toString('latin1');
    expect(said).not.toMatch(/authorization/i);
    expect(said).not.toContain(net.sandbox.apiKey);
  });

  test('is asked about by a login, which then keeps the key there is', async () => {
    const { at, address } = await loggedIn(logins.self);
    at.show(logins.otherSelf);
    const again = await hs(`login ${address}`, { tty: true, answers: [true, ''] });
    expect(again).toMatchObject({
      code: 0,
      asked: [TRUST, 'API key (not shown; Enter keeps the one there is, ? says how to make one)'],
    });
    expect(again.err).toContain('is another one than before, and is self-signed');
    expect(again.err).toContain(`before    SHA-256 ${print(logins.self)}`);
    expect(again.err).toContain(`now       SHA-256 ${print(logins.otherSelf)}`);
    expect(again.err).toContain('somebody may be in between');
    expect((await hs('users list')).code).toBe(0);
    expect(await trustKept()).toMatchObject({ certificate: { sha256: print(logins.otherSelf) } });
  });

  test('is taken in a script by its fingerprint alone', async () => {
    const { at, address } = await loggedIn(logins.self);
    at.show(logins.otherSelf);
    const refused = await hs(`login ${address}`);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(`before: SHA-256 ${print(logins.self)}`);
    expect(refused.err).toContain(`--trust-fingerprint ${print(logins.otherSelf)}`);
    expect(await trustKept()).toMatchObject({ certificate: { sha256: print(logins.self) } });
    expect(await hs(`login ${address} --trust-fingerprint ${print(logins.otherSelf)}`)).toMatchObject({
      code: 0,
    });
    expect((await hs('users list')).code).toBe(0);
  });

  test('to one that authorities of this machine vouch for is asked about too', async () => {
    const { at, address } = await loggedIn(logins.self);
    at.show(await logins.authority.issue());
    logins.trustAuthority();
    expect(await hs('users list')).toMatchObject({ code: 6 });
    expect(await hs(`login ${address}`)).toMatchObject({ code: 2 });
    const again = await hs(`login ${address}`, { tty: true, answers: [true, ''] });
    expect(again).toMatchObject({ code: 0 });
    expect(again.asked[0]).toBe('Go by the authorities of this machine from now on?');
    expect((await trustKept())?.kind).toBe('system');
    expect((await hs('users list')).code).toBe(0);
  });

  test('of a context that was named is known by that name', async () => {
    const { at } = await loggedIn(logins.self);
    at.show(logins.otherSelf);
    const again = await hs('login --context home', { tty: true, answers: [false] });
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain(`before    SHA-256 ${print(logins.self)}`);
  });
});
