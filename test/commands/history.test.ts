import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { type KeptFiles, keptFilesIn } from '../../src/files/kept-files.ts';
import { FACTS, modeOf, tempFolder } from '../config/support.ts';
import { offences } from '../docs/json-schema.ts';
import { remembering } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const keeping = (folder = tempFolder()) => ({ state: keptFilesIn(folder, FACTS), now: NOW });

/** The history as JSON, newest first. */
async function history(state: KeptFiles): Promise<Record<string, unknown>[]> {
  const { code, err, json } = await net.hs('history -o json', { state, now: NOW });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return json() as Record<string, unknown>[];
}

describe('a change', () => {
  test('is remembered with when, where, what, result and reason', async () => {
    const kept = keeping();
    const rename = ['users', 'rename', 'alice', 'alicia', '--note', 'her wish'];
    expect((await net.hs(rename, kept)).code).toBe(0);
    const records = await history(kept.state);
    expect(records).toEqual([
      {
        at: '2026-11-24T12:00:00.000Z',
        context: null,
        address: net.sandbox.address,
        change: 'users rename',
        target: { kind: 'user', id: expect.stringMatching(/^\d+$/), name: 'alice' },
        detail: 'to alicia',
        result: 'changed',
        error: null,
        note: 'her wish',
      },
    ]);
    expect(records.flatMap((record) => offences(record as never, 'change-record'))).toEqual([]);
  });

  test('that the server refuses is remembered with its reason', async () => {
    const kept = keeping();
    expect((await net.hs('users rename alice bob', kept)).code).toBe(5);
    expect(await history(kept.state)).toMatchObject([
      { change: 'users rename', result: 'failed', error: 'Another user has this name already' },
    ]);
  });

  test('that was not sent is not remembered', async () => {
    const kept = keeping();
    await net.hs('users delete alice --dry-run', kept);
    await net.hs('users delete nobody --yes', kept);
    await net.hs('users rename alice -- -x', kept);
    expect(await history(kept.state)).toEqual([]);
  });

  test('in a context is remembered under its name', async () => {
    const kept = keeping();
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    expect((await net.hs('users create carla', { ...kept, contexts, env })).code).toBe(0);
    expect(await history(kept.state)).toMatchObject([{ context: 'prod', change: 'users create' }]);
  });

  test('that cannot be remembered is made all the same, and that is said once', async () => {
    const file = path.join(tempFolder(), 'in-the-way');
    writeFileSync(file, '');
    const { code, err, changes } = await net.hs('users create carla', { state: keptFilesIn(file, FACTS) });
    expect({ code, changes }).toEqual({ code: 0, changes: ['CreateUser'] });
    expect(err.match(/Warning: this change is not in the history/g)).toHaveLength(1);
  });
});

test.each([
  ['users create dora --display-name Dora', 'users create', 'dora', ''],
  ['users delete dave --yes', 'users delete', 'dave', ''],
  ['nodes rename nas store', 'nodes rename', 'nas', 'to store'],
  ['nodes expire nas --yes', 'nodes expire', 'nas', 'now'],
  ['nodes tag set nas tag:ci --yes', 'nodes tag set', 'nas', 'tag:ci'],
  ['nodes delete nas --yes', 'nodes delete', 'nas', ''],
  ['routes approve nas 192.168.1.0/24', 'routes approve', 'nas', /^approved now: .*192\.168\.1\.0\/24/],
  ['preauthkeys create --user alice', 'preauthkeys create', /\*\*\*$/, /^for alice, until 2026-/],
  ['apikeys create', 'apikeys create', /\*\*\*$/, /^until 2027-/],
  ['policy set p.hujson --yes', 'policy set', 'policy', /^sha256 [0-9a-f]{16}$/],
  ['api RenameNode {"nodeId":"1","newName":"one"} --yes', 'api', 'RenameNode', ''],
])('%s', async (line, change, name, detail) => {
  const kept = keeping();
  const files = { 'p.hujson': '{"acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}]}\n' };
  await net.user('dave');
  await net.hs(line, { ...kept, files });
  const [record] = await history(kept.state);
  expect(record?.['change']).toBe(change);
  const target = record?.['target'] as { name: string };
  if (name !== undefined) expect(target.name).toMatch(name);
  if (typeof detail === 'string') expect(record?.['detail']).toBe(detail);
  else if (detail !== undefined) expect(record?.['detail']).toMatch(detail);
});

test('no secret is in it, whatever was made', async () => {
  const folder = tempFolder();
  const kept = keeping(folder);
  const made = [
    await net.hs('preauthkeys create --user alice -o name', kept),
    await net.hs('apikeys create -o name', kept),
  ];
  const texts = readdirSync(path.join(folder, 'history')).map((file) =>
    readFileSync(path.join(folder, 'history', file), 'utf8'),
  );
  expect(texts).toHaveLength(1);
  for (const secret of [...made.map(({ out }) => out.trim()), net.sandbox.apiKey])
    expect(texts.join('')).not.toContain(secret);
  expect(modeOf(path.join(folder, 'history', '2026-11.jsonl'))).toBe('600');
});

describe('hs history', () => {
  const line = (at: string, name: string) =>
    `${JSON.stringify({ at, context: null, address: 'https://h', change: 'nodes delete', target: { kind: 'node', id: '1', name }, detail: '', result: 'changed', error: null, note: null })}\n`;

  test('says on a terminal what was done, newest first', async () => {
    const kept = keeping();
    await net.hs('users create carla', kept);
    await net.hs('nodes rename nas store', { ...kept, now: NOW + 1000 });
    const { out } = await net.hs('history', { ...kept, tty: { columns: 120 }, now: NOW + 60_000 });
    expect(out.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/nodes rename .*nas \(id \d+\).*to store.*changed/),
      expect.stringMatching(/users create .*carla.*changed/),
    ]);
  });

  test('--since leaves out what is older', async () => {
    const { state } = keeping();
    await state.append(
      'history/2026-11.jsonl',
      line('2026-11-20T12:00:00.000Z', 'old') + line('2026-11-24T11:00:00.000Z', 'new'),
    );
    const { out } = await net.hs('history --since 2h -o json', { state, now: NOW });
    expect(out).toContain('"new"');
    expect(out).not.toContain('"old"');
    expect((await net.hs('history --since soon', { state })).code).toBe(2);
  });

  test('goes on after a line that was cut, and says so', async () => {
    const { state } = keeping();
    await state.append('history/2026-10.jsonl', '{"at":"2026-10-01T');
    await state.append('history/2026-11.jsonl', line('2026-11-24T11:00:00.000Z', 'new'));
    const { code, out, err } = await net.hs('history', { state, now: NOW });
    expect(code).toBe(0);
    expect(err).toMatch(/^1 lines of the history cannot be read/);
    expect(out).toContain('new');
  });

  test('forgets what is older than two years when a month begins', async () => {
    const { state } = keeping();
    for (let month = 0; month < 30; month += 1) {
      const at = new Date(Date.UTC(2024, month, 1)).toISOString();
      await state.append(`history/${at.slice(0, 7)}.jsonl`, line(at, 'x'));
    }
    await net.hs('users create carla', { state, now: NOW });
    expect((await state.list('history')).length).toBe(24);
    expect(await state.list('history')).toContain('2026-11.jsonl');
  });

  test('needs no server, and is empty where nothing was changed', async () => {
    const { code, out, err, calls } = await net.hs('history', { env: { HS_ADDRESS: 'http://127.0.0.1:1' } });
    expect({ code, out, err, calls }).toEqual({ code: 0, out: '', err: 'No changes\n', calls: [] });
  });
});
