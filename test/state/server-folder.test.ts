import { expect, test } from 'vitest';
import { serverFolder } from '../../src/state/server-folder.ts';

test.each([
  ['https://headscale.example.com', /^headscale\.example\.com-[0-9a-f]{12}$/],
  ['http://[::1]:50443', /^_1_50443-[0-9a-f]{12}$/],
  ['unix:///run/headscale/headscale.sock', /^_run_headscale_headscale\.sock-[0-9a-f]{12}$/],
  ['https://..', /^_\.-[0-9a-f]{12}$/],
])('%s has a folder whose name can be read', (address, name) => {
  expect(serverFolder(address)).toMatch(name);
});

test('addresses that differ have folders that differ', () => {
  const addresses = [
    'https://h/a/b',
    'https://h/a_b',
    'http://h/a/b',
    `https://${'h'.repeat(80)}`,
    `https://${'h'.repeat(81)}`,
  ];
  expect(new Set(addresses.map(serverFolder)).size).toBe(addresses.length);
});
