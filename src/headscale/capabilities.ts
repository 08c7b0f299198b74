import type { Release, ReleaseRange } from '../domain/release.ts';
import { formatRange, releaseIndex, releasesIn } from '../domain/release.ts';
import { HsError } from '../errors.ts';
import { CAPABILITIES, HAZARDS, type ReleaseFact } from './release-facts.ts';

export type Capability = keyof typeof CAPABILITIES;
export type Hazard = keyof typeof HAZARDS;
export type { ReleaseFact };

/** What is said of a capability or hazard in help, errors and `hs version`. */
export function capabilityFact(name: Capability): ReleaseFact {
  return CAPABILITIES[name];
}

export function hazardFact(name: Hazard): ReleaseFact {
  return HAZARDS[name];
}

/** Everything that only some releases can, in the order of the table. */
export function everyCapability(): readonly ReleaseFact[] {
  return Object.values(CAPABILITIES);
}

/** Everything that is to be expected of some releases. */
export function everyHazard(): readonly ReleaseFact[] {
  return Object.values(HAZARDS);
}

/** True where every release the server can be has it. Nothing is known of an unknown release. */
export function hasCapability(range: ReleaseRange | undefined, name: Capability): boolean {
  return range !== undefined && releasesIn(range).every((release) => holds(CAPABILITIES[name], release));
}

/** True where any release the server can be has it. */
export function mayHaveCapability(range: ReleaseRange, name: Capability): boolean {
  return releasesIn(range).some((release) => holds(CAPABILITIES[name], release));
}

/** What the server cannot do that other releases can, a sentence each; none where the release is unknown. */
export function missingCapabilities(range: ReleaseRange | undefined): string[] {
  if (range === undefined) return [];
  const names = Object.keys(CAPABILITIES) as Capability[];
  return names.filter((name) => !hasCapability(range, name)).map((name) => CAPABILITIES[name].sentence);
}

/** True where any release the server can be has it, and so where the release is unknown. */
export function hasHazard(range: ReleaseRange | undefined, name: Hazard): boolean {
  return range === undefined || releasesIn(range).some((release) => holds(HAZARDS[name], release));
}

/** What is to be expected of a server, whichever of these releases it is. */
export function hazardsOf(range: ReleaseRange): ReleaseFact[] {
  return Object.values(HAZARDS).filter((fact) => releasesIn(range).some((release) => holds(fact, release)));
}

/**
 * Throws `unsupported` where not every release the server can be has it, `unknown_release` where nothing is known
 * of the release: in both cases before anything is sent.
 */
export function requireCapability(range: ReleaseRange | undefined, name: Capability): void {
  if (hasCapability(range, name)) return;
  const { sentence, instead } = CAPABILITIES[name];
  if (range === undefined) {
    throw new HsError('unknown_release', `${sentence}, and the release of this server could not be told`, {
      hint: 'Run `hs version` to see what it answers.',
    });
  }
  const notTold = range.oldest === range.newest ? '' : ', which cannot be told apart here';
  throw new HsError('unsupported', `${sentence}; this server is Headscale ${formatRange(range)}${notTold}`, {
    hint: instead,
  });
}

function holds({ since, until }: ReleaseFact, release: Release): boolean {
  const index = releaseIndex(release);
  const begun = since === undefined || index >= releaseIndex(since);
  return begun && (until === undefined || index <= releaseIndex(until));
}

/**
 * What names a waiting registration: `mkey:` and 64 hexadecimal digits; 24 characters; or `hskey-authreq-` and 24
 * characters.
 */
export type RegistrationIdKind = 'machine-key' | 'registration-id' | 'auth-id';

const REGISTRATION_ID_KINDS: Readonly<Record<Release, RegistrationIdKind>> = {
  '0.23': 'machine-key',
  '0.24': 'machine-key',
  '0.25': 'registration-id',
  '0.26': 'registration-id',
  '0.27.0': 'registration-id',
  '0.27.1': 'registration-id',
  '0.28': 'registration-id',
  '0.29': 'auth-id',
  '0.30': 'auth-id',
};

/** The kinds that the releases a server can be take, oldest first: two where they differ (0.24 and 0.25). */
export function registrationIdKinds(range: ReleaseRange): readonly RegistrationIdKind[] {
  return [...new Set(releasesIn(range).map((release) => REGISTRATION_ID_KINDS[release]))];
}
