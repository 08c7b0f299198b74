import type { Release, ReleaseRange } from '../../domain/release.ts';
import { RELEASES, releasesIn } from '../../domain/release.ts';

/** The incompatible protobuf schemas, each named after the first release that spoke it. */
export const ERAS = ['0.23', '0.24', '0.26', '0.28', '0.29'] as const;

export type Era = (typeof ERAS)[number];

const ERA_OF_RELEASE: Readonly<Record<Release, Era | undefined>> = {
  '0.23': '0.23',
  '0.24': '0.24',
  '0.25': '0.24',
  '0.26': '0.26',
  '0.27.0': '0.26',
  '0.27.1': '0.26',
  '0.28': '0.28',
  '0.29': '0.29',
  '0.30': undefined,
};

/** The schema a release speaks; undefined for 0.30, which left protobuf. */
export function eraOfRelease(release: Release): Era | undefined {
  return ERA_OF_RELEASE[release];
}

/** The one schema all members of a range speak; undefined where they differ or one has none. */
export function eraOfRange(range: ReleaseRange): Era | undefined {
  const eras = new Set(releasesIn(range).map(eraOfRelease));
  return eras.size === 1 ? [...eras][0] : undefined;
}

/** Every release that speaks an era's schema, as a range. */
export function rangeOfEra(era: Era): ReleaseRange {
  const releases = RELEASES.filter((release) => ERA_OF_RELEASE[release] === era);
  const [oldest, newest] = [releases.at(0), releases.at(-1)];
  if (!oldest || !newest) throw new Error(`no release of era ${era}`);
  return { oldest, newest };
}
