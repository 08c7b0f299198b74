import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import type { Outcome, RunOptions } from '../../support/harness.ts';
import { NOW } from '../../support/tailnet.ts';
import { type Fault, NEW, NOTHING_SET, OLD, useRotations } from './rotating.ts';

const rotations = useRotations();

const broken = new HsError('failed', 'The database is on fire');
const lost = new HsError('answer_lost', 'It may have been applied: the connection broke');
const away = new HsError('unreachable', 'Cannot reach Headscale');
const stopped = new HsError('interrupted', 'Interrupted while it was under way: it may have been applied');

interface Row {
  readonly what: string;
  readonly faults: readonly Fault[];
  readonly code: number;
  /** The keys that work afterwards. */
  readonly alive: readonly number[];
  readonly said: readonly string[];
}

const SERVER_FAILS: readonly Row[] = [
  {
    what: 'the keys cannot be listed',
    faults: [{ way: 'old', call: 'listApiKeys', error: broken }],
    code: 1,
    alive: [1],
    said: ['on fire'],
  },
  {
    what: 'none is made',
    faults: [{ way: 'old', call: 'createApiKey', error: broken }],
    code: 1,
    alive: [1],
    said: ['on fire', `${OLD} is as it was`],
  },
  {
    what: 'the answer to create is lost, and one was made',
    faults: [{ way: 'old', call: 'createApiKey', error: lost, done: true }],
    code: 6,
    alive: [1, 2],
    said: [
      'may have been applied',
      `New since then, if nobody else made it: ${NEW}`,
      `${OLD} is as it was`,
      'Nobody has its secret: hs apikeys expire id:2 --context prod',
    ],
  },
  {
    what: 'the answer to create is lost, and none was made',
    faults: [{ way: 'old', call: 'createApiKey', error: lost }],
    code: 6,
    alive: [1],
    said: ['No new key is listed so far', 'hs apikeys list --sort createdAt --context prod'],
  },
  {
    what: 'the answer to create is lost, and the server is away',
    faults: [
      { way: 'old', call: 'createApiKey', error: lost, done: true },
      { way: 'back', call: 'listApiKeys', error: away },
    ],
    code: 6,
    alive: [1, 2],
    said: ['A key may be there that nobody has', 'hs apikeys list --sort createdAt --context prod'],
  },
  {
    what: 'Ctrl-C comes while one is made',
    faults: [{ way: 'old', call: 'createApiKey', error: stopped, done: true }],
    code: 130,
    alive: [1, 2],
    said: [`New since then, if nobody else made it: ${NEW}`, 'hs apikeys expire id:2'],
  },
  {
    what: 'the new key does not work',
    faults: [{ way: 'new', call: 'listApiKeys', error: new HsError('credentials', 'It is refused') }],
    code: 4,
    alive: [1],
    said: ['It is refused', `The new key ${NEW} was expired again; ${OLD} is as it was`],
  },
  {
    what: 'Ctrl-C comes while the new key is tried',
    faults: [{ way: 'new', call: 'listApiKeys', error: stopped }],
    code: 130,
    alive: [1],
    said: [`The new key ${NEW} was expired again; ${OLD} is as it was`],
  },
  {
    what: 'the new key does not work and cannot be ended',
    faults: [
      { way: 'new', call: 'listApiKeys', error: away },
      { way: 'back', call: 'expireApiKey', error: broken },
    ],
    code: 6,
    alive: [1, 2],
    said: [
      `The new key ${NEW} is there and nobody has it; ${OLD} is as it was`,
      'Expire the new one: hs apikeys expire id:2 --context prod',
    ],
  },
  {
    what: 'the server is away after create',
    faults: [
      { way: 'new', call: 'listApiKeys', error: away },
      { way: 'back', call: 'listApiKeys', error: away },
    ],
    code: 6,
    alive: [1, 2],
    said: [
      String.raw`The new key [\w-]{12} is there and nobody has it; ${OLD} is as it was`,
      String.raw`hs apikeys expire name:[\w-]{12} --context prod`,
    ],
  },
  {
    what: 'the old key cannot be expired',
    faults: [{ way: 'new', call: 'expireApiKey', error: broken }],
    code: 1,
    alive: [1, 2],
    said: [
      'on fire',
      `${NEW} is in use from now on; ${OLD} still works`,
      'hs apikeys expire id:1 --context prod',
    ],
  },
  {
    what: 'the answer to expire is lost, and nothing was done',
    faults: [{ way: 'new', call: 'expireApiKey', error: lost }],
    code: 6,
    alive: [1, 2],
    said: [`${NEW} is in use from now on; ${OLD} may still work`, 'hs apikeys expire id:1 --context prod'],
  },
  {
    what: 'Ctrl-C comes while the old key is expired',
    faults: [{ way: 'new', call: 'expireApiKey', error: stopped, done: true }],
    code: 130,
    alive: [2],
    said: [`${NEW} is in use from now on; ${OLD} may still work`, 'hs apikeys expire id:1 --context prod'],
  },
];

describe('where the server fails, a key goes on working and all that there are are named:', () => {
  test.each(SERVER_FAILS)('$what', async ({ faults, code, alive, said }) => {
    const prod = await rotations.prod();
    const failed = await rotations.rotated({ through: rotations.failing(...faults) }, prod);
    expect(failed, failed.err).toMatchObject({ code, out: '', alive });
    for (const words of said) expect(failed.err).toMatch(new RegExp(words));
    expect(lines(failed)).toBeLessThanOrEqual(4);
    await rotations.worksNow(prod);
  });

  test.each<[string, Fault]>([
    ['the answer to expire alone was lost', { way: 'new', call: 'expireApiKey', error: lost, done: true }],
    [
      'somebody deleted the old key meanwhile',
      { way: 'new', call: 'expireApiKey', error: new HsError('not_found', 'There is none'), done: true },
    ],
  ])('it has worked where %s', async (_, fault) => {
    const done = await rotations.rotated({ through: rotations.failing(fault) });
    expect(done).toMatchObject({ code: 0, alive: [2] });
    expect(done.err).toMatch(new RegExp(`Expired API key ${OLD}`));
  });

  test('a key that is expired from birth is no use, and is not kept', async () => {
    const prod = await rotations.prod();
    // This machine is a year behind: 30 days from here are over there.
    const failed = await rotations.net.hs('apikeys rotate --yes --expiration 30d', {
      contexts: prod.contexts,
      env: NOTHING_SET,
      now: NOW - 365 * 86_400_000,
    });
    expect(failed).toMatchObject({ code: 1, out: '', changes: ['CreateApiKey'] });
    expect(failed.err).toMatch(
      /^Error: The new key is expired from birth: it ended at 2025-12-24T12:00:00Z/m,
    );
    expect(failed.err).toMatch(new RegExp(`The new key ${NEW} is of no use; ${OLD} is as it was`));
    expect(rotations.alive()).toEqual([1]);
    await rotations.worksNow(prod);
  });

  test('a key in use that is not listed cannot be ended later, so none is made', async () => {
    const through: RunOptions['through'] = (api) =>
      Object.create(api, { listApiKeys: { value: async () => [] } }) as HeadscaleApi;
    const failed = await rotations.rotated({ through });
    expect(failed).toMatchObject({ code: 1, out: '', changes: [], alive: [1] });
    expect(failed.err).toContain('does not list the API key in use');
  });
});

/** How many lines the error has, without the plan before it. */
function lines({ err }: Outcome): number {
  return err.slice(err.indexOf('Error: ')).trimEnd().split('\n').length;
}
