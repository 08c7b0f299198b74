import { parseRfc3339 } from '../../../src/domain/instant.ts';
import type { Recording } from './recording.ts';
import { callsOf } from './recording.ts';

const SECONDS = /"seconds":"?(-?\d+)/g;
const RFC3339 = /\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z/g;

/** Seconds that requests of the recording name: they must come back as they are. */
export function givenTimes(recording: Recording): ReadonlySet<string> {
  const requests = recording.sections.flatMap(callsOf).map(({ call }) => {
    if (!('rpc' in call)) return '';
    return 'method' in call ? `${call.path} ${JSON.stringify(call.body)}` : JSON.stringify(call.request);
  });
  return new Set(requests.flatMap(secondsIn));
}

/** When the recording was made, in seconds since 1970: the earliest time in an answer. */
export function timeOf(recording: Recording): number {
  const given = givenTimes(recording);
  const times = secondsIn(JSON.stringify(recording.sections)).filter((seconds) => !given.has(seconds));
  return Math.min(...times.map(Number).filter((seconds) => seconds > 0));
}

function secondsIn(text: string): string[] {
  const bare = [...text.matchAll(SECONDS)].map((match) => match[1] ?? '');
  const written = [...text.matchAll(RFC3339)].map((match) => match[0].replaceAll('%3A', ':'));
  return [...bare, ...written.map((time) => String(parseRfc3339(time)?.seconds))];
}
