import { chunks } from './json.ts';

const PER_CHUNK = 500;

/** What makes quotes necessary (RFC 4180, section 2.6), and spaces at the ends, which some readers trim. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * Rows as RFC 4180 has them: CRLF after each, quotes doubled inside quotes. CSV is for programs, so text is carried
 * as it is, control characters included; only `table` and `wide` make it safe for a terminal. The header, where one
 * is given, is written even when there is no row.
 */
export function* csvLines(
  header: readonly string[] | undefined,
  rows: Iterable<readonly string[]>,
): Generator<string> {
  if (header) yield csvLine(header);
  for (const chunk of chunks(rows, PER_CHUNK)) yield chunk.map(csvLine).join('');
}

function csvLine(fields: readonly string[]): string {
  // A lone empty field must be quoted: an empty line would be no row at all to most readers.
  const alone = fields.length === 1;
  return `${fields.map((field) => (alone && field === '' ? '""' : csvField(field))).join(',')}\r\n`;
}

function csvField(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
