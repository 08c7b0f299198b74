import { formatRange, intersectRanges, type ReleaseRange } from '../domain/release.ts';
import { HsError } from '../errors.ts';
import type { ServerRelease } from './port.ts';

/**
 * What is known of a server whose release a person has named: it fills a gap and overrules nothing.
 * @throws HsError `usage` where the server shows that it is another one
 */
export function withAssumedRelease(found: ServerRelease, assumed: ReleaseRange | undefined): ServerRelease {
  if (assumed === undefined) return found;
  if (found.range === undefined) return { ...found, range: assumed, foundBy: ['--assume-release'] };
  const range = intersectRanges(found.range, assumed);
  if (range) return { ...found, range, foundBy: [...found.foundBy, '--assume-release'] };
  throw new HsError(
    'usage',
    `The server is Headscale ${formatRange(found.range)}, not ${formatRange(assumed)} as --assume-release says`,
    { hint: 'Leave --assume-release out: it is for servers that do not tell what they are.' },
  );
}
