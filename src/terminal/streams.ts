import type { Readable, Writable } from 'node:stream';
import { HsError } from '../errors.ts';

/** A stream that text is written to, and whether a person sits behind it. */
export interface OutputStream extends Writable {
  /** Node leaves it undefined where there is no terminal: ask whether it is true, not what it equals. */
  readonly isTTY: boolean;
  /** Columns of the terminal, where there is one; some terminals say 0. */
  readonly columns: number | undefined;
}

/** A stream that text is read from. Nothing is read before somebody asks. */
export interface InputStream extends Readable {
  readonly isTTY: boolean;
}

/** The three streams of a process: data on stdout, everything else on stderr. */
export interface Streams {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** The streams of this process. Each is opened at first use: opening stdin alone can change what a shell sees. */
export function systemStreams(process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>): Streams {
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
  };
}

/** What a stream says when its reader has gone: pipes of POSIX, pipes of Windows, sockets. */
const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Writes all pieces, each only once the one before has been taken. `closed`: the reader went away (`| head`), what is
 * left is not produced any more, and a list ends quietly.
 * @throws HsError `failed` where the text could not be written, as on a full disk.
 */
export async function writeAll(
  stream: Writable,
  chunks: AsyncIterable<string> | Iterable<string>,
): Promise<'written' | 'closed'> {
  // The same failure also comes as an event, later; without a listener it would end the process with a stack.
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  for await (const chunk of chunks) {
    const error = chunk === '' ? undefined : await write(stream, chunk);
    if (error === undefined) continue;
    const cause = stream.errored ?? error;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (READER_GONE.has(code)) return 'closed';
    throw new HsError('failed', `The output could not be written: ${reason(code, cause)}`, { cause });
  }
  return 'written';
}

function ignore(): void {}

function write(stream: Writable, chunk: string): Promise<Error | undefined> {
  return new Promise((resolve) => {
    stream.write(chunk, (error) => resolve(error ?? undefined));
  });
}

function reason(code: string, error: Error): string {
  if (code === 'ENOSPC') return 'no space is left on the device';
  if (code === 'EDQUOT') return 'the quota of the disk is used up';
  return error.message;
}
