import { type Instant, parseRfc3339 } from '../../../domain/instant.ts';
import { parseMoment } from '../../../domain/moment.ts';
import { OfficialError } from '../../errors/official-error.ts';
import { goQuoted } from '../../grammar/go-quoted.ts';

/**
 * Reads when a node is to expire, which is RFC 3339 and nothing shorter.
 * @throws OfficialError for other texts, HsError for times that servers do not take for real
 */
export function expiryTime(text: string): Instant {
  if (parseRfc3339(text) === undefined) {
    throw new OfficialError(`${goQuoted(text)} is not a time with a time zone, such as 2027-01-31T12:00:00Z`);
  }
  return parseMoment(text.replace(' ', 'T'), () => 0);
}
