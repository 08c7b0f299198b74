import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('renames by name, and says what the release does besides', async () => {
  await net.user('john');
  const renamed = await net.hs('users rename john john.doe');
  expect(renamed).toMatchObject({ code: 0, out: '', changes: ['RenameUser'], asked: [] });
  expect(renamed.calls.at(-1)?.request).toEqual({ oldId: '1', newName: 'john.doe' });
  expect(renamed.err).toContain("After a rename the nodes still show their owner's old name");
  expect(renamed.err).toContain(`Renamed user john to john.doe (id 1) on ${net.sandbox.address}\n`);
  expect(net.sandbox.store.users.get(1)?.name).toBe('john.doe');
});

test('answers with results', async () => {
  await net.user('john');
  const { json } = await net.hs('users rename 1 jd -o json');
  expect(json()).toEqual([{ id: '1', name: 'jd', status: 'changed' }]);
  expect((await net.hs('users rename jd john -o name')).out).toBe('1\n');
});

test('a dry run changes nothing', async () => {
  await net.user('john');
  const tried = await net.hs('users rename john jd -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '1', name: 'jd', status: 'would-change' }]);
  expect(tried.err).toContain('Would rename user john to jd');
});

test('warns about a user of an identity provider', async () => {
  await net.start({ seed: 'demo' });
  const renamed = await net.hs('users rename carol@example.com carol');
  expect(renamed).toMatchObject({ code: 0, changes: ['RenameUser'] });
  expect(renamed.err).toContain('This user comes from oidc: the next login may bring the old name back');
});

test.each([
  ['users rename john', 2, 'NAME is missing'],
  ['users rename john J', 2, 'upper-case'],
  ['users rename jhon jd', 3, 'Did you mean john?'],
  ['users rename john jane', 5, 'Another user has this name already'],
  ['users rename tagged-devices jd', 2, 'not a user'],
  ['users rename john jd --yess', 2, 'Did you mean --yes?'],
])('%s ends with %d', async (line, code, said) => {
  await net.user('john');
  await net.user('jane');
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err).toContain(said);
  expect(net.sandbox.store.users.all().map(({ name }) => name)).toEqual(['john', 'jane']);
});

test('to the name it has already is no change', async () => {
  await net.user('john');
  const same = await net.hs('users rename john john -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '1', name: 'john', status: 'unchanged' }]);
});
