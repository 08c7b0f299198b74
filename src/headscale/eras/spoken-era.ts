import { HsError } from '../../errors.ts';
import type { ServerRelease } from '../port.ts';
import { type Era, eraOfRange } from './era.ts';

/** Reads go on where the release is unknown, in the newest schema: a wrong one is refused by its readers. */
export function readableEra(release: ServerRelease): Era {
  return (release.range && eraOfRange(release.range)) ?? '0.29';
}

/** The schema to change things in. Throws `unknown_release` where not all releases it can be speak the same. */
export function changeableEra(release: ServerRelease): Era {
  const era = release.range && eraOfRange(release.range);
  if (era) return era;
  throw unknownRelease(release);
}

/** The refusal to change anything on a server whose release is not known, with what contradicts itself. */
function unknownRelease({ contradiction }: ServerRelease): HsError {
  return new HsError('unknown_release', 'The release of this server cannot be told, so nothing is changed', {
    hint: 'Run `hs version` to see what it answers.',
    details: contradiction === undefined ? [] : [contradiction],
  });
}
