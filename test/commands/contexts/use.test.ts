import { expect, test } from 'vitest';
import { hsWith, namesIn, twoServers } from './servers.ts';

test('makes a context the current one', async () => {
  const kept = await twoServers();
  const done = await hsWith(kept, 'contexts use prod');
  expect(done).toMatchObject({ code: 0, out: '', err: 'The current context is prod\n' });
  expect(await namesIn(kept)).toEqual(['prod*', 'lab']);
});

test.each([
  [{ HS_ADDRESS: 'https://other.example.org' }, 'HS_ADDRESS is set and goes first'],
  [{ HS_CONTEXT: 'lab' }, 'HS_CONTEXT is set and goes first'],
])('with %j says that commands go elsewhere', async (env, said) => {
  const kept = await twoServers();
  const done = await hsWith(kept, 'contexts use prod', env);
  expect(done).toMatchObject({ code: 0, err: expect.stringContaining(said) });
  expect(await namesIn(kept)).toEqual(['prod*', 'lab']);
});

test('says nothing more where the variable names the same context', async () => {
  const done = await hsWith(await twoServers(), 'contexts use prod', { HS_CONTEXT: 'prod' });
  expect(done.err).toBe('The current context is prod\n');
});

test('a context there is not: 3, and the current one stays', async () => {
  const kept = await twoServers();
  const refused = await hsWith(kept, 'contexts use prd');
  expect(refused).toMatchObject({ code: 3, out: '' });
  expect(refused.err).toContain('Did you mean prod?');
  expect(await namesIn(kept)).toEqual(['prod', 'lab*']);
});
