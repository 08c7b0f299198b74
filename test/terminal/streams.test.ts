import { PassThrough, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { systemStreams, writeAll } from '../../src/terminal/streams.ts';

/** A stream that fails at the given write, as a pipe or a disk does. */
function failing(code: string, atWrite: number): Writable & { readonly taken: string[] } {
  const taken: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (taken.length + 1 < atWrite) {
        taken.push(String(chunk));
        done();
      } else done(Object.assign(new Error(`write ${code}`), { code }));
    },
  });
  return Object.assign(stream, { taken });
}

/** Counts what was produced, and whether the producer was told to end. */
function producer(count: number): AsyncGenerator<string> & { seen: { produced: number; ended: boolean } } {
  const seen = { produced: 0, ended: false };
  async function* produce(): AsyncGenerator<string> {
    try {
      for (let index = 0; index < count; index++) {
        seen.produced++;
        yield `line ${index}\n`;
      }
    } finally {
      seen.ended = true;
    }
  }
  return Object.assign(produce(), { seen });
}

describe('writing', () => {
  test('everything, in order, empty pieces left out', async () => {
    const stream = new PassThrough();
    expect(await writeAll(stream, ['a', '', 'b\n'])).toBe('written');
    expect(String(stream.read())).toBe('ab\n');
  });

  test('waits for a slow reader instead of piling up', async () => {
    const pending: (() => void)[] = [];
    const stream = new Writable({ write: (_chunk, _encoding, done) => void pending.push(done) });
    const chunks = producer(3);
    const writing = writeAll(stream, chunks);
    for (let taken = 1; taken <= 3; taken++) {
      while (pending.length === 0) await new Promise(setImmediate);
      expect(chunks.seen.produced).toBe(taken);
      pending.shift()?.();
    }
    expect(await writing).toBe('written');
  });

  test.each(['EPIPE', 'EOF', 'ECONNRESET'])(
    'a reader that has gone (%s) ends it quietly, and the producer',
    async (code) => {
      const stream = failing(code, 3);
      const chunks = producer(1000);
      expect(await writeAll(stream, chunks)).toBe('closed');
      expect(stream.taken).toEqual(['line 0\n', 'line 1\n']);
      expect(chunks.seen).toEqual({ produced: 3, ended: true });
    },
  );

  test('a stream that is closed already stays closed', async () => {
    const stream = failing('EPIPE', 1);
    expect(await writeAll(stream, ['a'])).toBe('closed');
    expect(await writeAll(stream, ['b'])).toBe('closed');
    expect(stream.listenerCount('error')).toBe(1);
  });

  test.each([
    ['ENOSPC', 'The output could not be written: no space is left on the device'],
    ['EDQUOT', 'The output could not be written: the quota of the disk is used up'],
    ['EIO', 'The output could not be written: write EIO'],
  ])('%s is a failure', async (code, message) => {
    const stream = failing(code, 2);
    await expect(writeAll(stream, ['a', 'b', 'c'])).rejects.toMatchObject({
      code: 'failed',
      message,
      exitCode: 1,
    });
    await expect(writeAll(stream, ['d'])).rejects.toMatchObject({ message });
  });

  test('what the producer throws is passed on', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'a';
      throw new RangeError('b');
    }
    await expect(writeAll(new PassThrough(), broken())).rejects.toThrow(RangeError);
  });
});

test('the streams of a process are opened at first use', () => {
  const opened: string[] = [];
  const process = {
    get stdin() {
      opened.push('stdin');
      return globalThis.process.stdin;
    },
    get stdout() {
      opened.push('stdout');
      return globalThis.process.stdout;
    },
    stderr: globalThis.process.stderr,
  };
  const streams = systemStreams(process);
  expect(opened).toEqual([]);
  expect(streams.stdout).toBe(globalThis.process.stdout);
  expect(streams.stderr).toBe(globalThis.process.stderr);
  expect(opened).toEqual(['stdout']);
});
