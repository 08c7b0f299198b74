import type { Release } from '../domain/release.ts';
import { RELEASES, releaseIndex } from '../domain/release.ts';

/** What the sandbox can be. `0.27` is short for `0.27.1`, the last of that line. */
export type SandboxRelease = Release | '0.27';

/** The release itself, without the short form. */
export function exactRelease(release: SandboxRelease): Release {
  return release === '0.27' ? '0.27.1' : release;
}

/** True when `release` is `first` or came after it. */
export function since(release: Release, first: Release): boolean {
  return releaseIndex(release) >= releaseIndex(first);
}

/** A rule that changed over time: each value holds from its release on, until the next entry. */
export type Timeline<T> = Partial<Readonly<Record<Release, T>>>;

/** The value that holds at `release`. Throws where the timeline begins later. */
export function asOf<T>(release: Release, timeline: Timeline<T>): T {
  for (let index = releaseIndex(release); index >= 0; index--) {
    const at = RELEASES[index];
    if (at !== undefined && Object.hasOwn(timeline, at)) return timeline[at] as T;
  }
  throw new Error(`no rule for ${release}`);
}
