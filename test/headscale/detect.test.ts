import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { releasesIn } from '../../src/domain/release.ts';
import { parseServerAddress } from '../../src/headscale/address.ts';
import { connectHeadscale } from '../../src/headscale/connect.ts';
import {
  PROBED_METHODS,
  type ProbeAnswer,
  type ProbedMethod,
  readProbe,
  releaseFromProbes,
} from '../../src/headscale/detect.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const EXISTS = 'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data';

test.each<[number, string, ProbeAnswer]>([
  [13, EXISTS, 'exists'],
  [12, 'unknown method CheckPolicy for service headscale.v1.HeadscaleService', 'missing'],
  [12, 'unknown service headscale.v1.HeadscaleService', 'unclear'],
  [12, 'Received HTTP status code 404', 'unclear'],
  [12, '', 'unclear'],
  [13, 'Received RST_STREAM with code 2', 'unclear'],
  [13, 'validating token', 'unclear'],
  [0, '', 'unclear'],
  [2, EXISTS, 'unclear'],
  [16, 'invalid token', 'unclear'],
])('status %d "%s" says: %s', (code, details, answer) => {
  expect(readProbe(code, details)).toBe(answer);
});

/** Which of the probed methods each release has, from its own schema. */
const METHODS: readonly [string, readonly ProbedMethod[], readonly Release[] | undefined][] = [
  ['0.23', ['ListUsers', 'GetUser'], ['0.23']],
  ['0.24 and 0.25', ['ListUsers'], ['0.24', '0.25']],
  ['0.26', ['ListUsers', 'SetApprovedRoutes'], ['0.26']],
  ['0.27', ['ListUsers', 'SetApprovedRoutes', 'Health'], ['0.27.0', '0.27.1']],
  ['0.28', ['ListUsers', 'SetApprovedRoutes', 'Health', 'DeletePreAuthKey'], ['0.28']],
  ['0.29', ['ListUsers', 'SetApprovedRoutes', 'Health', 'DeletePreAuthKey', 'CheckPolicy'], ['0.29']],
  ['nothing', [], undefined],
  ['all there ever was', [...PROBED_METHODS], undefined],
  ['no ListUsers', ['SetApprovedRoutes', 'Health', 'DeletePreAuthKey', 'CheckPolicy'], undefined],
  ['a hole below', ['ListUsers', 'SetApprovedRoutes', 'DeletePreAuthKey'], undefined],
];

function probes(methods: readonly ProbedMethod[]): Record<ProbedMethod, ProbeAnswer> {
  const answers = PROBED_METHODS.map((method) => [method, methods.includes(method) ? 'exists' : 'missing']);
  return Object.fromEntries(answers) as Record<ProbedMethod, ProbeAnswer>;
}

test.each(METHODS)('the methods of %s', (_, methods, releases) => {
  const range = releaseFromProbes(probes(methods));
  expect(range && releasesIn(range)).toEqual(releases);
});

test('one unclear answer, and nothing is guessed', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...PROBED_METHODS), fc.constantFrom<ProbeAnswer>('exists', 'missing')),
      fc.constantFrom(...PROBED_METHODS),
      (some, unclear) => {
        expect(
          releaseFromProbes({ ...probes(['ListUsers']), ...some, [unclear]: 'unclear' }),
        ).toBeUndefined();
      },
    ),
  );
});

describe('every release of the sandbox is told, and nothing of the probes is ever a call', () => {
  test.each<[Release, readonly Release[]]>([
    ['0.23', ['0.23']],
    ['0.24', ['0.24', '0.25']],
    ['0.25', ['0.24', '0.25']],
    ['0.26', ['0.26']],
    ['0.27.0', ['0.27.0']],
    ['0.27.1', ['0.27.1']],
    ['0.28', ['0.28']],
    ['0.29', ['0.29']],
  ])('%s', async (release, told) => {
    const sandbox = await startSandbox({ release });
    const address = parseServerAddress(`http://127.0.0.1:${sandbox.grpcPort}`);
    const api = await connectHeadscale({ address, apiKey: 'wrong', trust: {}, timeoutMs: 5000 });
    try {
      const { range, foundBy } = await api.release();
      expect(range && releasesIn(range)).toEqual(told);
      expect(foundBy).toContain('probes');
      expect(sandbox.calls).toEqual([]);
    } finally {
      api.close();
      await sandbox.stop();
    }
  });
});
