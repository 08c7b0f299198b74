import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import { aNode, aUser } from '../eras/things.ts';
import { recordedProbes } from './recorded.ts';
import { type Asked, json, type ReplayServer, replayServer } from './replay-server.ts';
import { failureOf, talkTo } from './talk.ts';

let server: ReplayServer;
let api: HeadscaleApi;

beforeEach(async () => {
  server = await replayServer('0.29.2');
  server.answer = () => json({ users: [], user: { id: '1' }, node: { id: '74' } });
  api = talkTo(server.url);
});

afterEach(async () => {
  api.close();
  await server.close();
});

const isProbe = ({ authorization }: Asked) => authorization === undefined;
const changes = () => server.calls.filter(({ method }) => method !== 'GET');

describe('a read', () => {
  test('is sent before anything is known of the server', async () => {
    let answerIt = () => {};
    const answered = new Promise<void>((resolve) => {
      answerIt = resolve;
    });
    const probes = (recordedProbes().get('0.29.2') ?? []).filter(({ path }) => path !== '/api/v1/health');
    const slow = await replayServer('0.29.2', probes);
    slow.answer = async ({ path }) => {
      if (path === '/api/v1/user') {
        answerIt();
        return json({ users: [] });
      }
      // The look at the release gets its first answer when the list is under way.
      await answered;
      return { status: 401, contentType: 'text/plain', body: 'Unauthorized' };
    };
    const early = talkTo(slow.url);
    expect(await early.listUsers()).toEqual([]);
    expect(slow.calls.filter(({ path }) => path === '/api/v1/user')).toHaveLength(1);
    early.close();
    await slow.close();
  });

  test('looks for the release once, whatever is asked at the same time', async () => {
    await Promise.all([api.listUsers(), api.release(), api.getPolicy(), api.health()]);
    expect(server.asked.filter(({ path }) => path === '/version')).toHaveLength(1);
  });

  test('never gets the answer of an earlier question', async () => {
    const users = [{ id: '1', name: 'a' }];
    server.answer = () => json({ users });
    expect(await api.listUsers()).toHaveLength(1);
    users.push({ id: '2', name: 'b' });
    expect(await api.listUsers()).toHaveLength(2);
    expect(server.calls.map(({ path }) => path)).toEqual(['/api/v1/user', '/api/v1/user']);
  });

  test('goes over another connection where the server has closed the first', async () => {
    await api.listUsers();
    const before = server.calls.length;
    server.answer = (asked) => (server.calls.length === before + 1 ? cut(asked) : json({ users: [] }));
    expect(await api.listUsers()).toEqual([]);
    expect(server.calls).toHaveLength(before + 2);
  });
});

/** Ends the connection without a word. */
function cut(_asked: Asked): undefined {
  return undefined;
}

describe('a change', () => {
  test('goes over the connection that the release was seen on', async () => {
    await api.createUser({ name: 'anna' });
    const [change] = changes();
    expect(server.asked.filter(isProbe).map(({ connection }) => connection)).toEqual(
      server.asked.filter(isProbe).map(() => change?.connection),
    );
  });

  test('is preceded by another look where the connection was made anew', async () => {
    await api.createUser({ name: 'anna' });
    server.dropConnections();
    server.forget();
    await api.createUser({ name: 'bert' });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/health',
      'GET /version',
      'GET /swagger/v1/openapiv2.json',
      'POST /api/v1/user',
    ]);
    expect(new Set(server.asked.map(({ connection }) => connection)).size).toBe(1);
  });

  test('is sent once, and said to be open where its answer is lost', async () => {
    await api.release();
    server.answer = cut;
    expect(await failureOf(api.createUser({ name: 'anna' }))).toMatchObject({
      code: 'answer_lost',
      message: expect.stringMatching(
        /^CreateUser may have been applied: its answer from 127\.0\.0\.1:\d+ was lost/,
      ),
    });
    expect(changes()).toHaveLength(1);
  });

  test('is not sent over a connection made in its midst', async () => {
    const old = await replayServer('0.24.3');
    const rows = {
      routes: [{ id: '1', node: { id: '74' }, prefix: '10.1.0.0/24', advertised: true, enabled: false }],
    };
    // The rows are read, then the connection ends: the change that follows belongs to none.
    old.answer = () => {
      old.keepAlive(false);
      return json(rows);
    };
    const one = talkTo(old.url);
    const error = await failureOf(one.setApprovedRoutes(aNode(), ['10.1.0.0/24']));
    expect(error.code).toBe('unreachable');
    expect(old.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    one.close();
    await old.close();
  });

  test('is refused where the release contradicts itself, and reads go on', async () => {
    const probes = (recordedProbes().get('0.29.2') ?? []).map((one) =>
      one.path === '/version' ? { ...one, body: '{"version":"v0.28.0"}' } : one,
    );
    const odd = await replayServer('0.29.2', probes);
    odd.answer = () => json({ users: [] });
    const one = talkTo(odd.url);
    expect(await one.listUsers()).toEqual([]);
    expect(await failureOf(one.deleteUser(aUser()))).toMatchObject({
      code: 'unknown_release',
      details: ['/version says "v0.28.0", and the API is that of 0.29'],
    });
    expect(odd.calls.map(({ method }) => method)).toEqual(['GET']);
    one.close();
    await odd.close();
  });

  test('is refused where a person says another release than the server shows', async () => {
    const one = talkTo(server.url, { assumedRelease: { oldest: '0.28', newest: '0.28' } });
    expect((await failureOf(one.createUser({ name: 'anna' }))).code).toBe('usage');
    expect(changes()).toEqual([]);
    one.close();
  });

  test('is refused where the server ends each connection after one answer', async () => {
    const brief = await replayServer('0.29.2');
    brief.keepAlive(false);
    brief.answer = () => json({ users: [] });
    const one = talkTo(brief.url);
    expect(await one.listUsers()).toEqual([]);
    expect(await failureOf(one.createUser({ name: 'anna' }))).toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('keep-alive'),
    });
    expect(brief.calls.map(({ method }) => method)).toEqual(['GET']);
    one.close();
    await brief.close();
  });

  test('does not wait for another: each has a connection of its own, with its own look', async () => {
    const waiting: (() => void)[] = [];
    server.answer = ({ method }) =>
      method === 'GET'
        ? json({ users: [] })
        : new Promise((resolve) => {
            waiting.push(() => resolve(json({ user: { id: '1' } })));
            // Nobody is answered before all are there.
            if (waiting.length === 4) for (const go of waiting) go();
          });
    await Promise.all(['anna', 'bert', 'cleo', 'dora'].map((name) => api.createUser({ name })));
    const used = changes().map(({ connection }) => connection);
    expect(new Set(used).size).toBe(4);
    for (const connection of used) {
      const over = server.asked.filter((one) => one.connection === connection);
      expect(over.slice(0, 3).every(isProbe)).toBe(true);
    }
  });

  test('uses connections again', async () => {
    for (const name of ['anna', 'bert', 'cleo']) await api.createUser({ name });
    expect(new Set(server.asked.map(({ connection }) => connection)).size).toBe(1);
    expect(server.asked.filter(isProbe)).toHaveLength(3);
  });
});
