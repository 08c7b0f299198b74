import { parseRfc3339 } from '../../domain/instant.ts';

const LAYOUT = '2006-01-02T15:04:05.999999999Z07:00';

/** Parts of Go's layout for RFC 3339, and what each takes. */
const PARTS: readonly (readonly [part: string, takes: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/],
];

/** What Go's `time.Parse` says of a text that is no time in RFC 3339; undefined where it is one. */
export function badTime(text: string): string | undefined {
  let rest = text;
  for (const [part, takes] of PARTS) {
    const [taken] = takes.exec(rest) ?? [];
    if (taken === undefined) {
      return `parsing time ${JSON.stringify(text)} as "${LAYOUT}": cannot parse ${JSON.stringify(rest)} as "${part}"`;
    }
    rest = rest.slice(taken.length);
  }
  if (rest !== '') return `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`;
  return parseRfc3339(text) ? undefined : `parsing time ${JSON.stringify(text)}: day out of range`;
}
