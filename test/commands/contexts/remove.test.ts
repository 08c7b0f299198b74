import { describe, expect, test } from 'vitest';
import type { SecretStore } from '../../../src/config/secret-store.ts';
import { HsError } from '../../../src/errors.ts';
import { runHs } from '../../support/harness.ts';
import type { Remembered } from '../../support/remembered.ts';
import { hsWith, LAB, LAB_KEY, namesIn, PROD, twoServers } from './servers.ts';

test('forgets a server and its key', async () => {
  const kept = await twoServers();
  const done = await hsWith(kept, 'contexts remove prod');
  expect(done).toMatchObject({ code: 0, out: '', err: 'Removed context prod\n' });
  expect(await namesIn(kept)).toEqual(['lab*']);
  expect(kept.keys()).toEqual({ lab: `${LAB.address} ${LAB_KEY}` });
});

test('of the current one says that there is none now', async () => {
  const kept = await twoServers();
  const done = await hsWith(kept, 'contexts rm lab');
  expect(done).toMatchObject({ code: 0 });
  expect(done.err).toContain('It was the current one; choose another: hs contexts use prod');
  expect(await namesIn(kept)).toEqual(['prod']);
  expect((await hsWith(kept, 'users list')).err).toContain('No server is named');
});

test('of the last one says no more', async () => {
  const kept = await twoServers();
  await hsWith(kept, 'contexts remove prod');
  expect((await hsWith(kept, 'contexts remove lab')).err).toBe('Removed context lab\n');
  expect(await namesIn(kept)).toEqual([]);
  expect(kept.keys()).toEqual({});
});

test('a context there is not: 3, and nothing is forgotten', async () => {
  const kept = await twoServers();
  const before = kept.keys();
  const refused = await hsWith(kept, 'contexts remove prd');
  expect(refused).toMatchObject({ code: 3, out: '', err: expect.stringContaining('prod') });
  expect(kept.keys()).toEqual(before);
});

describe('where the keyring does not let go of the key', () => {
  /** A machine whose keyring is locked, and that has a context whose key is in there. */
  async function locked(): Promise<Remembered> {
    const kept = await twoServers();
    await kept.contexts.file.change((draft) => draft.put({ ...PROD, key: { kind: 'keyring' } }));
    const refuse = () =>
      Promise.reject(new HsError('credentials', 'The keyring is locked', { hint: 'Unlock it' }));
    const keyring: SecretStore = { kind: 'keyring', get: refuse, set: refuse, delete: refuse };
    const { contexts } = kept;
    return {
      ...kept,
      contexts: { ...contexts, store: (kind) => (kind === 'keyring' ? keyring : contexts.store(kind)) },
    };
  }
  const ASKED = 'Remove the context and leave the key where it is?';
  const on = (kept: Remembered, line: string, answers: readonly boolean[]) =>
    runHs(line.split(' '), { contexts: kept.contexts, tty: true, answers });

  test('nothing is removed without a yes, and the flag is named: 2', async () => {
    const kept = await locked();
    const refused = await hsWith(kept, 'contexts remove prod');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('The API key of context prod cannot be forgotten: The keyring is locked');
    expect(refused.err).toContain('hs contexts remove prod --yes');
    expect(await namesIn(kept)).toEqual(['prod', 'lab*']);
  });

  test('--yes removes it, and says where the key may still be', async () => {
    const kept = await locked();
    const done = await hsWith(kept, 'contexts remove prod --yes');
    expect(done).toMatchObject({
      code: 0,
      err: 'Removed context prod\nIts API key may still be kept: The keyring is locked\n',
    });
    expect(await namesIn(kept)).toEqual(['lab*']);
  });

  test('a person is asked', async () => {
    const kept = await locked();
    expect(await on(kept, 'contexts remove prod', [false])).toMatchObject({ code: 1, asked: [ASKED] });
    expect(await namesIn(kept)).toEqual(['prod', 'lab*']);
    expect(await on(kept, 'contexts remove prod', [true])).toMatchObject({ code: 0, asked: [ASKED] });
    expect(await namesIn(kept)).toEqual(['lab*']);
  });

  test('a context whose key is elsewhere goes without a question', async () => {
    const kept = await locked();
    expect(await on(kept, 'contexts remove lab', [])).toMatchObject({ code: 0 });
    expect(await namesIn(kept)).toEqual(['prod']);
  });
});
