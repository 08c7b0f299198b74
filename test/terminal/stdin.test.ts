import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type ReadOptions, readLines, readText } from '../../src/terminal/stdin.ts';
import type { InputStream } from '../../src/terminal/streams.ts';

const unending = new AbortController().signal;

function input(...parts: (string | Uint8Array)[]): InputStream {
  const stream = new PassThrough();
  for (const part of parts) stream.write(part);
  stream.end();
  return Object.assign(stream, { isTTY: false });
}

const read = (stream: InputStream, options: Partial<ReadOptions> = {}): Promise<string> =>
  readText(stream, { signal: unending, ...options });

describe('reading standard input', () => {
  test('all of it, also where a character is cut in two', async () => {
    const bytes = Buffer.from('Jörg\n');
    expect(await read(input(bytes.subarray(0, 2), bytes.subarray(2)))).toBe('Jörg\n');
  });

  test('nothing is an empty text', async () => {
    expect(await read(input())).toBe('');
  });

  test('a byte order mark is no text', async () => {
    expect(await read(input('\ufeff{}'))).toBe('{}');
  });

  test('lines without their ends, spaces and empty ones', async () => {
    expect(await readLines(input('1\r\n 2 \n\n\t\n3'), { signal: unending })).toEqual(['1', '2', '3']);
  });

  test('what is no UTF-8 is refused', async () => {
    await expect(read(input(Uint8Array.of(0x61, 0xff)))).rejects.toMatchObject({
      code: 'invalid_value',
      message: 'What came on standard input is not UTF-8 text',
    });
  });

  test('what is too long is refused before its end', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: false });
    const reading = read(stream, { limit: 10 });
    stream.write('12345');
    stream.write('678901');
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_value',
      message: 'What comes on standard input is larger than 10 bytes',
    });
    expect(await read(input('1234567890'), { limit: 10 })).toBe('1234567890');
  });

  test('an interruption ends the waiting', async () => {
    const stop = new AbortController();
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const reading = read(stream, { signal: stop.signal });
    stop.abort();
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' });
    await expect(read(input('late'), { signal: stop.signal })).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('a stream that breaks is a failure', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: false });
    const reading = read(stream);
    stream.destroy(
      Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' }),
    );
    await expect(reading).rejects.toMatchObject({
      code: 'failed',
      message: 'Standard input could not be read: EISDIR: illegal operation on a directory, read',
    });
  });
});
