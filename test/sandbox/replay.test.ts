import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SandboxRelease } from '../../src/sandbox/release.ts';
import { RECORDED, readRecording } from './replay/recording.ts';
import { replay } from './replay/replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'hs-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Calls that the sandbox answers in another way than the recorded server, and why. The test fails when one of them
 * starts to match, and when any other differs.
 */
const KNOWN_DIFFERENCES: Partial<Record<SandboxRelease, Record<string, string>>> = {};

describe.each(RECORDED)('a sandbox that was told what Headscale %s was told', (version, release) => {
  test('answers the same', async () => {
    const differing = await replay(readRecording(version, release, 'grpc'), folder);
    const known = Object.keys(KNOWN_DIFFERENCES[release] ?? {});
    const unexpected = [...differing].filter(([name]) => !known.includes(name));
    expect(unexpected).toEqual([]);
    expect(known.filter((name) => !differing.has(name))).toEqual([]);
  });
});
