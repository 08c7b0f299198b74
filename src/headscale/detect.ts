import type { ReleaseRange } from '../domain/release.ts';

/** How a server answered a probe for one method. */
export type ProbeAnswer = 'exists' | 'missing' | 'unclear';

/**
 * The body of a probe: one byte that no protobuf decoder accepts, so nothing can be executed, with or without a
 * key. Measured on 0.23 – 0.29, TCP and unix socket: 13 where the method exists, 12 where it does not.
 */
export const PROBE_BODY: Uint8Array = Uint8Array.of(0x07);

/** The methods whose presence tells the releases apart, and one that every release has. */
export const PROBED_METHODS = [
  'ListUsers',
  'GetUser',
  'SetApprovedRoutes',
  'Health',
  'DeletePreAuthKey',
  'CheckPolicy',
] as const;

export type ProbedMethod = (typeof PROBED_METHODS)[number];

/**
 * What a status says about a probed method. Only Headscale's own texts count: a proxy that answers 404 or 502 to
 * everything turns into the same codes.
 */
export function readProbe(code: number, details: string): ProbeAnswer {
  if (code === 13 && /error unmarshalling request/.test(details)) return 'exists';
  if (code === 12 && /^unknown method \w+ for service/.test(details)) return 'missing';
  return 'unclear';
}

const LADDER: readonly {
  oldest: ReleaseRange['oldest'];
  newest: ReleaseRange['newest'];
  has: ProbedMethod;
}[] = [
  { has: 'CheckPolicy', oldest: '0.29', newest: '0.29' },
  { has: 'DeletePreAuthKey', oldest: '0.28', newest: '0.28' },
  { has: 'Health', oldest: '0.27.0', newest: '0.27.1' },
  { has: 'SetApprovedRoutes', oldest: '0.26', newest: '0.26' },
];

/**
 * The releases that fit the probes; undefined where they fit none, so that nothing is guessed: an unclear answer,
 * a server without ListUsers, or methods of one release without those of an older one.
 */
export function releaseFromProbes(
  probes: Readonly<Record<ProbedMethod, ProbeAnswer>>,
): ReleaseRange | undefined {
  if (Object.values(probes).includes('unclear') || probes.ListUsers === 'missing') return undefined;
  const step = LADDER.findIndex(({ has }) => probes[has] === 'exists');
  if (step === -1) {
    return probes.GetUser === 'exists'
      ? { oldest: '0.23', newest: '0.23' }
      : { oldest: '0.24', newest: '0.25' };
  }
  const rung = LADDER[step];
  const older = LADDER.slice(step + 1).every(({ has }) => probes[has] === 'exists');
  if (!rung || !older || probes.GetUser === 'exists') return undefined;
  return { oldest: rung.oldest, newest: rung.newest };
}
