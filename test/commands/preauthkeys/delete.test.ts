import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const ids = () => net.sandbox.store.preAuthKeys.all().map(({ id }) => id);

async function twoKeys(): Promise<string> {
  await net.user('john');
  await net.preAuthKey(1);
  return await net.preAuthKey(1);
}

test('asks, and deletes the one that is meant', async () => {
  await twoKeys();
  const gone = await net.hs('preauthkeys delete 2', { tty: true, answers: [true] });
  expect(gone).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['DeletePreAuthKey'] });
  expect(gone.calls.at(-1)?.request).toEqual({ id: '2' });
  expect(gone.err).toMatch(/Deleted pre-auth key hskey-auth-.{12}-\*\*\* \(id 2, john\) on http:\S+\n$/);
  expect(ids()).toEqual([1]);
});

test('by secret, with results that do not repeat it', async () => {
  const secret = await twoKeys();
  const gone = await net.hs(['preauthkeys', 'delete', '-yojson', secret]);
  expect(gone.json()).toMatchObject([{ id: '2', status: 'changed' }]);
  expect(gone.out + gone.err).not.toContain(secret.slice(-40));
  expect(ids()).toEqual([1]);
});

test('answered with no, nothing changes', async () => {
  await twoKeys();
  expect(await net.hs('preauthkeys delete 1', { tty: true, answers: [false] })).toMatchObject({
    code: 1,
    changes: [],
  });
});

test('without a terminal it is refused before any call', async () => {
  const refused = await net.hs('preauthkeys delete 1');
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('a dry run changes nothing', async () => {
  await twoKeys();
  expect(await net.hs('preauthkeys delete 1 --dry-run -o name')).toMatchObject({
    code: 0,
    out: '1\n',
    changes: [],
  });
  expect(ids()).toEqual([1, 2]);
});

test.each([
  ['99', 3, 'There is no pre-auth key with the id 99'],
  ['0', 2, 'ids begin with 1'],
])('"%s" ends with %d, though the server would say OK', async (reference, code, said) => {
  await twoKeys();
  const refused = await net.hs(['preauthkeys', 'delete', '--yes', reference]);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

test('0.27 cannot, and is not asked', async () => {
  await net.start({ release: '0.27' });
  const refused = await net.hs('preauthkeys delete 1', { tty: true });
  expect(refused).toMatchObject({ code: 7, calls: [], asked: [] });
  expect(refused.err).toContain('hs preauthkeys expire');
});
