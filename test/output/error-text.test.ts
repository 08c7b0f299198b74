import { describe, expect, test } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { errorDocument, errorDocumentLine, errorText } from '../../src/output/error-text.ts';
import { loadStyle, PLAIN } from '../../src/output/style.ts';

const plain = { style: PLAIN, debug: false };

describe('an error for people', () => {
  test('says what failed and what to do next', () => {
    const error = new HsError('not_found', 'There is no node "laptpo"', { hint: 'Did you mean laptop?' });
    expect(errorText(error, plain)).toBe('Error: There is no node "laptpo"\nDid you mean laptop?\n');
  });

  test('is one line where there is nothing more to say', () => {
    expect(errorText(new HsError('aborted', 'Aborted, nothing changed'), plain)).toBe(
      'Error: Aborted, nothing changed\n',
    );
  });

  test('gives two candidates a line each', () => {
    const error = new HsError('ambiguous', 'Two nodes are called "laptop"', {
      details: ['1  laptop  alice', '2  laptop  bob'],
      hint: 'Name it by its id: hs nodes show id:1',
    });
    expect(errorText(error, plain)).toBe(
      [
        'Error: Two nodes are called "laptop"',
        '  1  laptop  alice',
        '  2  laptop  bob',
        'Name it by its id: hs nodes show id:1',
        '',
      ].join('\n'),
    );
  });

  test('puts many candidates on one line and counts those it leaves out', () => {
    const details = Array.from({ length: 200 }, (_, index) => `${index + 1} node-${index + 1}`);
    const text = errorText(new HsError('ambiguous', 'Many', { details, hint: 'Use an id' }), plain);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ {2}1 node-1; 2 node-2; .*; and \d+ more$/);
    const named = lines[1]?.match(/node-/g)?.length ?? 0;
    expect(lines[1]).toContain(`and ${200 - named} more`);
    expect(lines[1]?.length).toBeLessThan(340);
  });

  test('never passes on what could forge a line or move the cursor', () => {
    const error = new HsError('failed', 'server: \u001b[2K\rError: all is well\nreally', {
      hint: 'a\u202eb\nc',
      details: ['x\ny'],
    });
    expect(errorText(error, plain)).toBe(
      'Error: server: \\x1b[2K\\rError: all is well\\nreally\n  x\\ny\na\\u202eb\\nc\n',
    );
  });

  test('keeps both ends of a text of pages', () => {
    const text = errorText(new HsError('failed', `begin ${'x'.repeat(5000)} end`), plain);
    expect(text).toMatch(/^Error: begin x+ … x+ end\n$/);
    expect(text.length).toBeLessThan(620);
  });

  test('is never longer than four lines', () => {
    for (const count of [0, 1, 2, 3, 1000]) {
      const details = Array.from({ length: count }, () => 'd\n'.repeat(500));
      const text = errorText(
        new HsError('failed', 'm\n'.repeat(900), { hint: 'h\n'.repeat(900), details }),
        plain,
      );
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
    }
  });

  test('colours the word and not the text', async () => {
    const style = await loadStyle(1);
    expect(errorText(new HsError('failed', 'no'), { style, debug: false })).toBe(
      '\u001b[31mError:\u001b[39m no\n',
    );
  });
});

describe('what hs did not expect', () => {
  test('is called a defect, without a stack', () => {
    const text = errorText(new TypeError('x is not a function'), plain);
    expect(text).toBe(
      'Error: x is not a function\nThis is a defect of hs; run again with HS_DEBUG=1 and report it\n',
    );
  });

  test.each([
    ['a text', 'boom', 'Error: boom'],
    ['undefined', undefined, 'Error: something that is no error was thrown (undefined)'],
    ['an error without a message', new RangeError(), 'Error: RangeError'],
  ])('%s', (_what, thrown, line) => {
    expect(errorText(thrown, plain).split('\n')[0]).toBe(line);
  });

  test('shows stack and causes with HS_DEBUG=1, made safe too', () => {
    const cause = new Error('socket \u001b[31m closed');
    const text = errorText(new HsError('unreachable', 'No answer', { cause }), { style: PLAIN, debug: true });
    expect(text).toContain('error-text.test.ts');
    expect(text).toContain('Caused by: Error: socket \\x1b[31m closed');
    expect(text).not.toContain('\u001b');
  });

  test('a cause that leads back to itself ends', () => {
    const error = new Error('a');
    error.cause = error;
    expect(errorText(error, { style: PLAIN, debug: true }).match(/Error: a\n/g)).toHaveLength(2);
  });
});

describe('an error for programs', () => {
  test('has every field, null and empty where there is nothing', () => {
    expect(errorDocument(new HsError('timeout', 'No answer in 15 s'), [])).toEqual({
      error: { code: 'timeout', message: 'No answer in 15 s', hint: null, details: [], exitCode: 6 },
      notices: [],
    });
  });

  test('carries texts and notices as they are', () => {
    const error = new HsError('conflict', 'name\ntaken', { hint: 'h', details: ['d\u202e'] });
    expect(errorDocument(error, ['skewed clock'])).toEqual({
      error: { code: 'conflict', message: 'name\ntaken', hint: 'h', details: ['d\u202e'], exitCode: 5 },
      notices: ['skewed clock'],
    });
  });

  test('is one line', () => {
    const line = errorDocumentLine(new HsError('failed', 'a\nb'), ['c\nd']);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ error: { message: 'a\nb' }, notices: ['c\nd'] });
  });

  test('a defect is internal and exits with 1', () => {
    expect(errorDocument(new TypeError('x'), []).error).toMatchObject({
      code: 'internal',
      exitCode: 1,
      message: 'x',
    });
  });
});
