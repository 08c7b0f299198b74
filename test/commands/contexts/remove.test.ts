import { expect, test } from 'vitest';
import { hsWith, LAB, LAB_KEY, namesIn, twoServers } from './servers.ts';

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
