import { fstatSync, readFileSync, statSync } from 'node:fs';
import { type Readable, Writable } from 'node:stream';
import { HsError } from '../errors.ts';

/** A stream that text is written to, and whether a person sits behind it. */
export interface OutputStream extends Writable {
  /** Node leaves it undefined where there is no terminal: ask whether it is true, not what it equals. */
  readonly isTTY: boolean;
  /** Columns of the terminal, where there is one; some terminals say 0. */
  readonly columns: number | undefined;
  /** Rows of the terminal, where there is one. */
  readonly rows?: number | undefined;
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
  let stdout: OutputStream | undefined;
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      stdout ??= startedWithout(1) ? nobodyReads() : process.stdout;
      return stdout;
    },
    get stderr() {
      return process.stderr;
    },
  };
}

/**
 * Whether the process was started with this descriptor closed (`>&-`). Node then puts /dev/null there, open for reading
 * and writing, which no redirection of a shell does. Only Linux tells; false elsewhere.
 */
function startedWithout(descriptor: number): boolean {
  try {
    const { rdev } = fstatSync(descriptor);
    if (rdev === 0 || rdev !== statSync('/dev/null').rdev) return false;
    const [, flags = ''] =
      /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & 0b11) === 2;
  } catch {
    return false;
  }
}

/** A stream whose reader has gone. */
function nobodyReads(): OutputStream {
  const closed = Object.assign(new Error('stdout is closed'), { code: 'EPIPE' });
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(closed) });
  return Object.assign(stream.on('error', ignore), { isTTY: false, columns: undefined });
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
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<'written' | 'closed'> {
  // The same failure also comes as an event, later; without a listener it would end the process with a stack.
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  for await (const chunk of chunks) {
    const error = chunk.length === 0 ? undefined : await write(stream, chunk);
    if (error === undefined) continue;
    const cause = stream.errored ?? error;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (READER_GONE.has(code)) return 'closed';
    throw new HsError('failed', `The output could not be written: ${reason(code, cause)}`, { cause });
  }
  return 'written';
}

function ignore(): void {}

function write(stream: Writable, chunk: string | Uint8Array): Promise<Error | undefined> {
  return new Promise((resolve) => {
    stream.write(chunk, (error) => resolve(error ?? undefined));
  });
}

function reason(code: string, error: Error): string {
  if (code === 'ENOSPC') return 'no space is left on the device';
  if (code === 'EDQUOT') return 'the quota of the disk is used up';
  return error.message;
}
