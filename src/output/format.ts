import { quoted } from '../domain/quoted.ts';
import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';

/** What `-o` takes. `table` and `wide` are for people, the rest for programs. */
export const FORMATS = ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'name'] as const;

export type Format = (typeof FORMATS)[number];

/** One line on each, for help and completion. */
export const FORMAT_DESCRIPTIONS: Readonly<Record<Format, string>> = {
  table: 'columns for people; tab-separated in a pipe',
  wide: 'the table with more columns',
  json: 'one JSON document',
  jsonl: 'one JSON object per line',
  yaml: 'one YAML document',
  csv: 'every column, as RFC 4180 has it',
  name: 'ids alone, one per line',
};

/**
 * The format that the text names. Throws `invalid_value`, listing all of them and the near miss: an unknown
 * format never quietly becomes another.
 */
export function parseFormat(text: string): Format {
  const format = FORMATS.find((candidate) => candidate === text);
  if (format) return format;
  const near = didYouMean(nearest(text, FORMATS, 1));
  throw new HsError('invalid_value', `${quoted(text)} is not an output format`, {
    hint: `${near ? `${near} ` : ''}Formats: ${FORMATS.join(', ')}`,
  });
}

/** True for the formats in which an error is one JSON object on stderr. */
export function isMachineFormat(format: Format): boolean {
  return format === 'json' || format === 'jsonl' || format === 'yaml';
}
