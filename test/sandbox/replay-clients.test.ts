import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { RECORDED, readRecording } from './replay/recording.ts';
import { replay } from './replay/replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'hs-replay-clients-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In which order the rows of the router's routes were made: 0.23 happened to begin with `::/0`. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  '0.23.0': ['::/0', '10.1.0.0/24', '0.0.0.0/0'],
};
const AS_ANNOUNCED = ['10.1.0.0/24', '0.0.0.0/0', '::/0'];

/** What the three recorded clients did between the calls. */
function clientsOf(version: string): (sandbox: RunningSandbox, call: string) => void {
  return ({ devices, store }, call) => {
    if (call.endsWith(', three online')) {
      const [router, laptop, server] = store.preAuthKeys.all().map((key) => key.secret);
      devices.join(router ?? '', { hostname: 'router', routes: ROUTES[version] ?? AS_ANNOUNCED });
      devices.join(laptop ?? '', { hostname: 'John Does MacBook' });
      devices.join(server ?? '', { hostname: 'web-1' });
    }
    if (call.endsWith(', the router has gone offline')) devices.offline(1);
  };
}

describe.each(RECORDED)(
  'a sandbox whose devices do what the clients of Headscale %s did',
  (version, release) => {
    test('shows them the same', async () => {
      const recording = readRecording(version, release, 'grpc-clients');
      const differing = await replay(recording, folder, clientsOf(version));
      expect([...differing]).toEqual([]);
    });
  },
);
