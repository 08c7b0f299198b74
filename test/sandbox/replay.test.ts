import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clientsOf } from './replay/clients.ts';
import { callsOf, readRecording, recordingsIn } from './replay/recording.ts';
import { replay } from './replay/replay.ts';

/** Another folder of recordings is replayed with RECORDINGS=FOLDER. */
const OURS = join(import.meta.dirname, '..', 'recordings');
const recordings = recordingsIn(process.env['RECORDINGS'] ?? OURS);

const folder = mkdtempSync(join(tmpdir(), 'hs-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const UNRELEASED = 'the recorded server was built without a version';

/**
 * Calls that the sandbox answers in another way than the recorded server, and why, by the version of that server.
 * The test fails when one of them starts to match, and when any other differs.
 */
const KNOWN_DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0.27.1-rest.json': { 'server 1: GET /version': UNRELEASED },
  '0.28.0-rest.json': { 'server 1: GET /version': UNRELEASED },
  '0.29.2-rest.json': { 'server 1: GET /version': UNRELEASED },
  '0.30-dev-rest.json': { 'server 1: GET /version': UNRELEASED },
};

test('there is something to replay', () => {
  expect(recordings.length).toBeGreaterThan(0);
});

test.each(recordings)('a sandbox that is told what was told in $file answers the same', async (recorded) => {
  const recording = readRecording(recorded.path);
  const differing = await replay(recording, folder, clientsOf(recording.version));
  const names = recording.sections.flatMap(callsOf).map(({ name }) => name);
  const known = Object.keys(KNOWN_DIFFERENCES[recorded.file] ?? {}).filter((name) => names.includes(name));
  const unexpected = [...differing].filter(([name]) => !known.includes(name));
  expect(unexpected).toEqual([]);
  expect(known.filter((name) => !differing.has(name))).toEqual([]);
});
