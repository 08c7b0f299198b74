import { OfficialError } from '../errors/official-error.ts';

/**
 * Reads a list as one record of CSV, as Go's flag library does: `a,b` are two, `"a,b",c` are two, nothing is none.
 * Spaces are kept.
 * @throws OfficialError in the words of Go's CSV reader
 */
export function parseCsvRecord(text: string): string[] {
  if (text === '') return [];
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const field = text[at] === '"' ? quotedField(text, at) : bareField(text, at);
    fields.push(field.value);
    if (field.next === undefined) break;
    at = field.next;
  }
  return fields;
}

interface Field {
  readonly value: string;
  /** Where the next field begins; undefined after the last one. */
  readonly next: number | undefined;
}

function bareField(text: string, start: number): Field {
  const comma = text.indexOf(',', start);
  const line = text.indexOf('\n', start);
  const end = comma < 0 ? (line < 0 ? text.length : line) : line < 0 ? comma : Math.min(comma, line);
  const value = text.slice(start, end).replace(/\r$/, '');
  const quote = value.indexOf('"');
  if (quote >= 0) {
    throw new OfficialError(
      `parse error on line 1, column ${bytes(text.slice(0, start + quote)) + 1}: bare " in non-quoted-field`,
    );
  }
  return { value, next: end === comma ? end + 1 : undefined };
}

function quotedField(text: string, start: number): Field {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      throw new OfficialError(
        `parse error on line 1, column ${bytes(text) + 1}: extraneous or missing " in quoted-field`,
      );
    }
    value += text.slice(at, quote);
    const after = text[quote + 1];
    if (after === '"') {
      value += '"';
      at = quote + 2;
    } else if (after === ',') return { value, next: quote + 2 };
    else if (after === undefined || after === '\n') return { value, next: undefined };
    else {
      throw new OfficialError(
        `parse error on line 1, column ${bytes(text.slice(0, quote)) + 1}: extraneous or missing " in quoted-field`,
      );
    }
  }
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
