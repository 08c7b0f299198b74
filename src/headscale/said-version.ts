import { quoted } from '../domain/quoted.ts';
import {
  formatRange,
  intersectRanges,
  type ReleaseRange,
  releaseIndex,
  releaseOfVersion,
} from '../domain/release.ts';
import type { ServerRelease } from './port.ts';

/** A release that the server itself showed, and by what. */
export interface ShownRelease {
  readonly range: ReleaseRange;
  readonly foundBy: readonly string[];
  /** What shows it, before "that of": `the API is`. */
  readonly words: string;
}

/**
 * A release with what the page `/version` says of it. The text may narrow what was shown, and never widens it: where
 * both contradict each other that is said, and the server is taken for any of both, which is the stricter.
 */
export function withSaidVersion(
  { range: shown, foundBy, words }: ShownRelease,
  version: string | undefined,
): ServerRelease & { readonly range: ReleaseRange } {
  const release = version === undefined ? undefined : releaseOfVersion(version);
  if (version === undefined || release === undefined) {
    return { range: shown, version, foundBy, contradiction: undefined };
  }
  const named = { oldest: release, newest: release };
  const range = intersectRanges(shown, named);
  if (range) return { range, version, foundBy: [...foundBy, '/version'], contradiction: undefined };
  return {
    range: hull([shown, named]),
    version,
    foundBy,
    contradiction: `/version says ${quoted(version)}, and ${words} that of ${formatRange(shown)}`,
  };
}

/** From the oldest to the newest of all: what can be any of them has the capabilities of each and the hazards of all. */
export function hull(ranges: readonly ReleaseRange[]): ReleaseRange {
  return ranges.reduce((all, { oldest, newest }) => ({
    oldest: releaseIndex(oldest) < releaseIndex(all.oldest) ? oldest : all.oldest,
    newest: releaseIndex(newest) > releaseIndex(all.newest) ? newest : all.newest,
  }));
}
