import { describe, expect, test } from 'vitest';
import { RELEASES } from '../../src/domain/release.ts';
import { since } from '../../src/sandbox/release.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const NOW_MS = 1_795_480_000_000;
const NOW = NOW_MS / 1000;
const DAY = 24 * 3600;
const GRPC = RELEASES.filter((release) => release !== '0.30');

describe.each(GRPC)('the demo tailnet of %s', (release) => {
  test('has everything that people ask about', async () => {
    const sandbox = await startSandbox({ release, seed: 'demo', now: () => NOW_MS });
    const { users, nodes, preAuthKeys, apiKeys, policies } = sandbox.state();
    await sandbox.stop();
    expect(users.rows.length).toBeGreaterThanOrEqual(3);
    expect(users.rows.some((user) => user.provider === 'oidc' && user.name === '')).toBe(
      since(release, '0.24'),
    );
    expect(nodes.rows.filter((node) => node.online).length).toBeGreaterThanOrEqual(3);
    expect(nodes.rows.some((node) => !node.online && (node.lastSeen?.seconds ?? NOW) < NOW - 30 * DAY)).toBe(
      true,
    );
    expect(
      nodes.rows.some((node) => node.expiry !== null && node.expiry.seconds > 0 && node.expiry.seconds < NOW),
    ).toBe(true);
    expect(nodes.rows.some((node) => node.expiry !== null && node.expiry.seconds > NOW)).toBe(true);
    expect(nodes.rows.filter((node) => node.tags.length > 0).length).toBe(2);
    expect(nodes.rows.some((node) => node.preAuthKeyId !== null)).toBe(true);
    expect(preAuthKeys.rows.some((key) => key.used)).toBe(true);
    expect(preAuthKeys.rows.some((key) => key.expiration.seconds < NOW)).toBe(true);
    expect(preAuthKeys.rows.some((key) => key.reusable && key.ephemeral && !key.used)).toBe(true);
    expect(apiKeys.rows.length).toBe(2);
    expect(policies.rows).toMatchObject([{ text: expect.stringContaining('tag:server') }]);
  });

  test('has a node with one route that serves and one that waits, an exit node, and a route nobody approved', async () => {
    const sandbox = await startSandbox({ release, seed: 'demo' });
    const waiting = sandbox.store.nodes.all().map((node) => {
      const rows = sandbox.store.routes.filter((row) => row.nodeId === node.id);
      const approved = since(release, '0.26')
        ? node.approvedRoutes
        : rows.filter((row) => row.enabled).map((row) => row.prefix);
      return [node.announcedRoutes.length, approved.length];
    });
    await sandbox.stop();
    expect(waiting).toContainEqual([2, 1]);
    expect(waiting).toContainEqual([2, 2]);
    expect(waiting).toContainEqual([1, 0]);
  });

  test('is the same in every run', async () => {
    const start = () => startSandbox({ release, seed: 'demo', now: () => NOW_MS });
    const [one, other] = await Promise.all([start(), start()]);
    const { apiKeys: _ones, ...first } = one.state();
    const { apiKeys: _others, ...second } = other.state();
    await Promise.all([one.stop(), other.stop()]);
    expect(first).toEqual(second);
  });
});

test('a number plants so many nodes, with addresses of their own, the same in every run', async () => {
  const start = () => startSandbox({ release: '0.29', seed: 5000, now: () => NOW_MS });
  const [one, other] = await Promise.all([start(), start()]);
  const nodes = one.store.nodes.all();
  expect(nodes.length).toBe(5000);
  expect(new Set(nodes.map((node) => node.ipv4)).size).toBe(5000);
  expect(new Set(nodes.map((node) => node.nodeKey)).size).toBe(5000);
  expect(other.store.nodes.all()).toEqual(nodes);
  await Promise.all([one.stop(), other.stop()]);
});
