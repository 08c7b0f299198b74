import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test.each([
  ['the id', '2'],
  ['the given name', 'bobs-macbook-pro'],
  ['the given name in capitals', 'BOBS-MACBOOK-PRO'],
  ['the host name', "Bob's MacBook Pro"],
  ['an address', '100.64.0.2'],
  ['an address written another way', 'FD7A:115C:A1E0:0::2'],
])('finds a node by %s', async (_, reference) => {
  const shown = await net.hs(['nodes', 'show', reference, '-o', 'json']);
  expect(shown).toMatchObject({ code: 0, err: '', calls: [{ rpc: 'ListNodes' }] });
  expect(shown.json()).toMatchObject({ id: '2', givenName: 'bobs-macbook-pro', name: "Bob's MacBook Pro" });
});

test('finds a node by its node key', async () => {
  const { nodeKey } = net.sandbox.store.nodes.get(3) ?? { nodeKey: '' };
  expect(await net.hs(['nodes', 'show', nodeKey, '-o', 'name'])).toMatchObject({ code: 0, out: '3\n' });
});

test('shows everything, a line each', async () => {
  const { out } = await net.hs('nodes show laptop');
  expect(out).toContain('ID\t6\nNAME\tlaptop\nUSER\talice\n');
  expect(out).toContain('EXPIRES\t2026-11-21T12:00:00Z (expired)\n');
  expect(out).toContain('HOST NAME\tlaptop\n');
});

test.each([
  ['lapotp', 3, 'Did you mean laptop?'],
  ['100.64.9.9', 3, 'There is no node with the address 100.64.9.9'],
  ['77', 3, 'There is no node with the id or name 77'],
  ['0', 2, 'ids begin with 1'],
  ['', 2, 'empty'],
  ['nodekey:abc', 2, 'not a whole node key'],
])('"%s" is refused with %d', async (reference, code, said) => {
  const shown = await net.hs(['nodes', 'show', reference]);
  expect(shown).toMatchObject({ code, out: '' });
  expect(shown.err).toContain(said);
});

test('a host name of two nodes lists both', async () => {
  await net.node('alice', 'printer');
  await net.node('bob', 'printer');
  const [first, second] = net.sandbox.store.nodes.all().slice(-2);
  net.sandbox.store.nodes.update(first?.id ?? 0, { givenName: 'printer-hall' });
  net.sandbox.store.nodes.update(second?.id ?? 0, { givenName: 'printer-attic' });
  const { code, err } = await net.hs('nodes show printer');
  expect(code).toBe(2);
  expect(err).toContain(
    '2 nodes are called printer: printer-hall (id 10, alice), printer-attic (id 11, bob)',
  );
  expect(err).toContain('id:10');
});
