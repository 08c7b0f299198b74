import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import type { RunOptions } from '../../support/harness.ts';
import type { Remembered } from '../../support/remembered.ts';
import { EXPIRED_AGAIN, NEW, NOTHING_SET, OLD, useRotations, withStore } from './rotating.ts';

const rotations = useRotations();

const broken = new HsError('failed', 'The database is on fire');
describe('what others do meanwhile is not undone:', () => {
  const other = 'hskey-api-bbbbbbbbbbbb-other';
  const rotate = (prod: Remembered, whenAsked: () => Promise<void>) =>
    rotatedAtTerminal({ contexts: prod.contexts, whenAsked });

  async function rotatedAtTerminal(options: Partial<RunOptions>) {
    const outcome = await rotations.net.hs('apikeys rotate', {
      env: NOTHING_SET,
      tty: true,
      answers: ['prod'],
      ...options,
    });
    return { ...outcome, alive: rotations.alive() };
  }

  test('another key was kept while a person was asked: nothing is made', async () => {
    const prod = await rotations.prod();
    const failed = await rotate(prod, () =>
      prod.contexts.store('file').set('prod', `${rotations.net.sandbox.address} ${other}`),
    );
    expect(failed).toMatchObject({ code: 5, changes: [], alive: [1] });
    expect(failed.err).toContain('Somebody changed context prod or its API key meanwhile');
    expect(prod.keys()).toEqual({ prod: `${rotations.net.sandbox.address} ${other}` });
  });

  test('the context was removed while a person was asked: nothing is made', async () => {
    const prod = await rotations.prod();
    const failed = await rotate(prod, () =>
      prod.contexts.file.change((draft) => draft.remove('prod')).then(() => {}),
    );
    expect(failed).toMatchObject({ code: 5, changes: [], alive: [1] });
  });

  test('another key was kept between the two steps: it stays, and ours goes', async () => {
    const prod = await rotations.prod();
    const contexts = withStore(prod, {
      set: (account, _, real) => real.set(account, `${rotations.net.sandbox.address} ${other}`),
    });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 5, out: '', alive: [1] });
    expect(failed.err).toMatch(new RegExp(EXPIRED_AGAIN));
    expect(prod.keys()).toEqual({ prod: `${rotations.net.sandbox.address} ${other}` });
  });

  test('a whole other rotation between the two steps: its key stays, and ours goes', async () => {
    const prod = await rotations.prod();
    let others = 0;
    const through: RunOptions['through'] = (api, { apiKey, signal }) => {
      if (apiKey === rotations.net.sandbox.apiKey || signal === undefined) return api;
      const listApiKeys = async () => {
        others += 1;
        if (others === 1) expect(await rotations.rotated({}, prod)).toMatchObject({ code: 0 });
        return await api.listApiKeys();
      };
      return Object.create(api, { listApiKeys: { value: listApiKeys } }) as HeadscaleApi;
    };
    const failed = await rotations.rotated({ through }, prod);
    expect(failed).toMatchObject({ code: 5, out: '', alive: [3] });
    expect(failed.err).toMatch(new RegExp(`The new key ${NEW} was expired again; ${OLD} works no more`));
    await rotations.worksNow(prod);
  });

  test('the context was renamed between the two steps: no key is left under the old name', async () => {
    const prod = await rotations.prod();
    const contexts = withStore(prod, {
      async set(account, secret, real) {
        await rotations.net.hs('contexts rename prod lab', { contexts: prod.contexts, env: NOTHING_SET });
        await real.set(account, secret);
      },
    });
    const failed = await rotations.rotated({ contexts });
    expect(failed).toMatchObject({ code: 5, out: '', alive: [1] });
    expect(prod.keys()).toEqual({ lab: `${rotations.net.sandbox.address} ${rotations.net.sandbox.apiKey}` });
    await rotations.worksNow(prod);
  });
});

test('the new key is tried over a connection of its own, before it is kept', async () => {
  const prod = await rotations.prod();
  const opened: string[] = [];
  const steps: string[] = [];
  const through: RunOptions['through'] = (api, { apiKey = '' }) => {
    opened.push(apiKey);
    const listApiKeys = () => {
      steps.push(`list ${opened.indexOf(apiKey)}`);
      return api.listApiKeys();
    };
    return Object.create(api, { listApiKeys: { value: listApiKeys } }) as HeadscaleApi;
  };
  const contexts = withStore(prod, {
    async set(account, secret, real) {
      steps.push('keep');
      await real.set(account, secret);
    },
  });
  expect(await rotations.rotated({ contexts, through })).toMatchObject({ code: 0 });
  expect(opened).toEqual([rotations.net.sandbox.apiKey, prod.keys()['prod']?.split(' ')[1]]);
  expect(steps).toEqual(['list 0', 'list 1', 'keep']);
});

describe('Ctrl-C between two steps', () => {
  test('after the new key was kept leaves both, and says so', async () => {
    const prod = await rotations.prod();
    const interrupted = new AbortController();
    const contexts = withStore(prod, {
      async set(account, secret, real) {
        await real.set(account, secret);
        interrupted.abort();
      },
    });
    const ended = await rotations.rotated({ contexts, interruptAt: interrupted.signal });
    expect(ended).toMatchObject({ code: 130, out: '', alive: [1, 2] });
    expect(ended.err).toMatch(new RegExp(`${NEW} is in use from now on; ${OLD} still works`));
    expect(ended.err).toContain('hs apikeys expire id:1 --context prod');
    await rotations.worksNow(prod);
  });

  test('after the new key was tried takes it back', async () => {
    const stop = new AbortController();
    const prod = await rotations.prod();
    const through: RunOptions['through'] = (api, { apiKey }) =>
      apiKey === rotations.net.sandbox.apiKey
        ? api
        : (Object.create(api, {
            listApiKeys: {
              value: async () => {
                const keys = await api.listApiKeys();
                stop.abort();
                return keys;
              },
            },
          }) as HeadscaleApi);
    const ended = await rotations.rotated({ through, interruptAt: stop.signal }, prod);
    expect(ended).toMatchObject({ code: 130, out: '', alive: [1] });
    expect(ended.err).toMatch(new RegExp(EXPIRED_AGAIN));
    await rotations.worksNow(prod);
  });
});

describe('with --print', () => {
  test.each(['EPIPE', 'ENOSPC'] as const)(
    'a key that cannot be written (%s) is expired again',
    async (stdoutFails) => {
      const failed = await rotations.net.hs('apikeys rotate --yes --print', { stdoutFails });
      expect(failed.code).toBe(1);
      expect(failed.err).toMatch(new RegExp(`The new key could not be written\n  ${EXPIRED_AGAIN}\n$`));
      expect(rotations.alive()).toEqual([1]);
    },
  );

  test('the key is there although the old one cannot be expired', async () => {
    const through = rotations.failing({ way: 'new', call: 'expireApiKey', error: broken });
    const failed = await rotations.net.hs('apikeys rotate --yes --print', { through });
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/^hskey-api-[\w-]{77}\n$/);
    expect(failed.err).toMatch(new RegExp(`${OLD} still works`));
    expect(failed.err).toMatch(/\nhs apikeys expire id:1\n$/);
    expect(rotations.alive()).toEqual([1, 2]);
  });
});
