import { formatDuration } from '../../../domain/duration.ts';
import { type Finding, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { headerOf } from './look-web.ts';

/** Clocks that differ by more than this make keys end early or late. Milliseconds. */
const MOST_MS = 60_000;

/** How far the clock of the server, or of its proxy, is from this one. */
export async function checkClock(ex: Examination): Promise<Finding> {
  const ahead = await clockAhead(ex);
  if (ahead === undefined) return skipped('no page came back with a date');
  const length = formatDuration(Math.round(Math.abs(ahead) / 1000) * 1000);
  if (Math.abs(ahead) <= MOST_MS) return ok('it agrees with that of the server');
  return warning(`the server is ${length} ${ahead > 0 ? 'ahead of' : 'behind'} this machine`, [
    'Set both by NTP: keys and certificates end by the clock of whoever looks.',
  ]);
}

/** By how many milliseconds the server's clock is ahead; undefined where it does not tell. */
export async function clockAhead(ex: Examination): Promise<number | undefined> {
  const web = await ex.web();
  const date = Date.parse(headerOf(web, 'date') ?? '');
  // The header tells whole seconds, so it is half a second late on the average.
  return Number.isNaN(date) ? undefined : date + 500 - web.at;
}
