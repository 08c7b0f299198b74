import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { EXPIRED_AGAIN, NEW, OLD, useRotations, withStore } from './rotating.ts';

const rotations = useRotations();
const full = new HsError('failed', 'credentials.json cannot be written: the disk is full');
const NOTHING_DONE = [1];

describe('where the store fails, a key goes on working:', () => {
  test('it cannot be written', async () => {
    const prod = await rotations.prod();
    const set = () => Promise.reject(full);
    const failed = await rotations.rotated({ contexts: withStore(prod, { set }) });
    expect(failed).toMatchObject({ code: 1, out: '', alive: NOTHING_DONE });
    expect(failed.err).toMatch(new RegExp(`the disk is full\n  ${EXPIRED_AGAIN}\n$`));
    await rotations.worksNow(prod);
  });

  test('it says that it failed, and has kept the new key all the same', async () => {
    const prod = await rotations.prod();
    const contexts = withStore(prod, {
      async set(account, secret, real) {
        await real.set(account, secret);
        throw full;
      },
    });
    expect(await rotations.rotated({ contexts })).toMatchObject({ code: 0, alive: [2] });
    await rotations.worksNow(prod);
  });

  test('it says that it worked, and gives back the old one', async () => {
    const prod = await rotations.prod();
    const failed = await rotations.rotated({ contexts: withStore(prod, { set: async () => {} }) });
    expect(failed).toMatchObject({ code: 1, out: '', alive: NOTHING_DONE });
    expect(failed.err).toMatch(new RegExp(`was not kept.*\n  ${EXPIRED_AGAIN}`));
    await rotations.worksNow(prod);
  });

  test('it gives the new key at once, and the old one to whoever asks anew', async () => {
    const prod = await rotations.prod();
    const old = `${rotations.net.sandbox.address} ${rotations.net.sandbox.apiKey}`;
    // Asked by the command itself, before the key is made and before it is kept, to read back, and anew.
    const contexts = withStore(prod, { get: (real, asked) => (asked === 4 ? old : real) });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 1, out: '', alive: NOTHING_DONE });
    expect(failed.err).toMatch(new RegExp(EXPIRED_AGAIN));
  });

  test('it has forgotten both: the old one is put back', async () => {
    const prod = await rotations.prod();
    let sets = 0;
    const contexts = withStore(prod, {
      async set(account, secret, real) {
        sets += 1;
        if (sets > 1) await real.set(account, secret);
        else await real.delete(account);
      },
    });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 1, out: '', alive: NOTHING_DONE });
    expect(failed.err).toMatch(new RegExp(EXPIRED_AGAIN));
    await rotations.worksNow(prod);
  });

  test('it has forgotten both and keeps none: the new one is printed, and both work', async () => {
    const prod = await rotations.prod();
    const contexts = withStore(prod, { set: async (account, _, real) => void (await real.delete(account)) });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 1, alive: [1, 2] });
    expect(failed.out).toMatch(/^hskey-api-[\w-]{77}\n$/);
    expect(failed.err).toContain('is lost from the credentials file: the new one is on standard output');
    expect(failed.err).toMatch(new RegExp(`${NEW} and ${OLD} both work`));
    expect(failed.err).toContain('--context prod --api-key-stdin');
    expect(await rotations.net.hs('whoami', { env: { HS_API_KEY: failed.out.trim() } })).toMatchObject({
      code: 0,
    });
  });

  test('it keeps none, and nobody reads: what to do is said', async () => {
    const prod = await rotations.prod();
    const contexts = withStore(prod, { set: async (account, _, real) => void (await real.delete(account)) });
    const failed = await rotations.rotated({ contexts, stdoutFails: 'ENOSPC' });
    expect(failed).toMatchObject({ code: 1, out: '', alive: [1, 2] });
    expect(failed.err).toContain('could not be printed');
    expect(failed.err).toContain('headscale apikeys create');
  });

  test('it is locked in the middle: both are left, since either may be in it', async () => {
    const prod = await rotations.prod();
    const locked = new HsError('credentials', 'The keyring is locked');
    let open = true;
    const contexts = withStore(prod, {
      async set() {
        open = false;
        throw locked;
      },
      get(real) {
        if (!open) throw locked;
        return real;
      },
    });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 4, out: '', alive: [1, 2] });
    expect(failed.err).toContain('Nobody can tell which key the credentials file holds');
    expect(failed.err).toMatch(new RegExp(`${NEW} and ${OLD} both work`));
    expect(failed.err).toContain('hs whoami --context prod');
    await rotations.worksNow(prod);
  });
});
