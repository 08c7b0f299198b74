import { describe, expect, test } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { FORMAT_DESCRIPTIONS, FORMATS, isMachineFormat, parseFormat } from '../../src/output/format.ts';

describe('output formats', () => {
  test.each([...FORMATS])('%s is one, and described', (format) => {
    expect(parseFormat(format)).toBe(format);
    expect(FORMAT_DESCRIPTIONS[format]).not.toBe('');
  });

  test.each([
    ['jsn', 'Did you mean json? Formats: table, wide, json, jsonl, yaml, csv, name'],
    ['JSON', 'Did you mean json? Formats: table, wide, json, jsonl, yaml, csv, name'],
    ['xml-document', 'Formats: table, wide, json, jsonl, yaml, csv, name'],
    ['', 'Formats: table, wide, json, jsonl, yaml, csv, name'],
  ])('"%s" is none', (text, hint) => {
    expect(() => parseFormat(text)).toThrow(
      expect.objectContaining({ code: 'invalid_value', message: `"${text}" is not an output format`, hint }),
    );
    expect(() => parseFormat(text)).toThrow(HsError);
  });

  test('errors are JSON where the output is for programs that read JSON', () => {
    expect(FORMATS.filter(isMachineFormat)).toEqual(['json', 'jsonl', 'yaml']);
  });
});
