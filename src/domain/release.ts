/**
 * The releases that differ on the wire or in what they do, oldest first. Patch releases that behave alike share
 * an entry: `0.27.1` stands apart because a patch release changed the schema.
 */
export const RELEASES = ['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'] as const;

export type Release = (typeof RELEASES)[number];

/** Every release a server can be, given what is known: from `oldest` to `newest`, both included. */
export interface ReleaseRange {
  readonly oldest: Release;
  readonly newest: Release;
}

/** Position in time; smaller is older. */
export function releaseIndex(release: Release): number {
  return RELEASES.indexOf(release);
}

/** The members of a range, oldest first. */
export function releasesIn(range: ReleaseRange): readonly Release[] {
  return RELEASES.slice(releaseIndex(range.oldest), releaseIndex(range.newest) + 1);
}

/** What both ranges allow; undefined where they contradict each other. */
export function intersectRanges(a: ReleaseRange, b: ReleaseRange): ReleaseRange | undefined {
  const oldest = releaseIndex(a.oldest) > releaseIndex(b.oldest) ? a.oldest : b.oldest;
  const newest = releaseIndex(a.newest) < releaseIndex(b.newest) ? a.newest : b.newest;
  return releaseIndex(oldest) <= releaseIndex(newest) ? { oldest, newest } : undefined;
}

/** `0.29`, or `0.24 – 0.25` where the evidence leaves more than one. */
export function formatRange(range: ReleaseRange): string {
  return range.oldest === range.newest ? range.oldest : `${range.oldest} – ${range.newest}`;
}

/** What Go calls a build between two releases: the development of 0.30 called itself `v0.29.1-0.20260721112835-…`. */
const PSEUDO_VERSION = /[-.]\d{14}-[0-9a-f]{12}(\+.*)?$/;

/**
 * The release that a version text names: `v0.28.0`, `0.29.2+dirty`, `v0.28.0-beta.2`, `0.27`.
 * Undefined for `dev`, pseudo-versions and whatever is outside 0.23 – 0.30.
 */
export function releaseOfVersion(version: string): Release | undefined {
  if (PSEUDO_VERSION.test(version)) return undefined;
  const match = /^v?0\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(version.trim());
  if (!match) return undefined;
  const [, minor, patch] = match;
  if (minor === '27') return patch === '0' ? '0.27.0' : '0.27.1';
  return RELEASES.find((release) => release === `0.${minor}`);
}
