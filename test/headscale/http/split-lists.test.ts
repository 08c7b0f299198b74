import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/headscale/http/exchange.ts';
import { failureOf } from './talk.ts';
import { answer, fakeSender, wireOf } from './wires.ts';

const READ = { change: false } as const;
const TOO_LARGE = answer(429, 'application/json', {
  code: 8,
  message: 'grpc: received message larger than max (6000000 vs. 4194304)',
  details: [],
});

/** A gateway that gives the nodes of one user at a time: those of all are too many. */
function large(names: readonly string[]) {
  return fakeSender(({ path }: HttpRequest) => {
    if (path === '/api/v1/user') {
      return answer(200, 'application/json', {
        users: names.map((name, index) => ({ id: `${index + 1}`, name })),
      });
    }
    const user = new URL(path, 'http://x').searchParams.get('user');
    if (user === null) return TOO_LARGE;
    const ids = { anna: ['12', '3'], 'bert&co': ['10'] }[user] ?? [];
    return answer(200, 'application/json', { nodes: ids.map((id) => ({ id, user: { name: user } })) });
  });
}

describe('a list that is larger than the gateway carries', () => {
  test.each(['0.24', '0.26'] as const)(
    'is asked for user by user in era %s, and ordered by id',
    async (era) => {
      const sender = large(['anna', 'bert&co', 'cleo']);
      const { nodes } = await wireOf(era, sender).call('ListNodes', {}, READ);
      expect((nodes as { id: string }[]).map(({ id }) => id)).toEqual(['3', '10', '12']);
      expect(sender.sent.map(({ request }) => request.path)).toEqual([
        '/api/v1/node',
        '/api/v1/user',
        '/api/v1/node?user=anna',
        '/api/v1/node?user=bert%26co',
        '/api/v1/node?user=cleo',
      ]);
    },
  );

  test.each([
    ['0.23', 'such lists leave out tags'],
    ['0.28', 'some nodes belong to no user'],
    ['0.29', 'tagged nodes belong to no user'],
  ] as const)('is said in era %s, where %s', async (era, _reason) => {
    const sender = large(['anna']);
    expect(await failureOf(wireOf(era, sender).call('ListNodes', {}, READ))).toMatchObject({
      code: 'failed',
      message: expect.stringContaining('larger than this connection carries'),
      hint: expect.stringContaining('gRPC'),
    });
    expect(sender.sent).toHaveLength(1);
  });

  test.each([
    ['a user has no name', ['anna', '']],
    ['two users share a name', ['anna', 'anna']],
  ])('is said where %s', async (_, names) => {
    const error = await failureOf(wireOf('0.26', large(names)).call('ListNodes', {}, READ));
    expect(error.message).toContain('larger than this connection carries');
  });

  test('is said where the nodes of one user are too many already', async () => {
    const sender = fakeSender(({ path }) =>
      path === '/api/v1/user'
        ? answer(200, 'application/json', { users: [{ id: '1', name: 'anna' }] })
        : TOO_LARGE,
    );
    const error = await failureOf(wireOf('0.26', sender).call('ListNodes', {}, READ));
    expect(error.message).toContain('larger than this connection carries');
  });

  test('of anything but nodes is said', async () => {
    const error = await failureOf(
      wireOf(
        '0.26',
        fakeSender(() => TOO_LARGE),
      ).call('GetPolicy', {}, READ),
    );
    expect(error.code).toBe('failed');
  });
});
