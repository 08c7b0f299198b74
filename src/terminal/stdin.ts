import { HsError } from '../errors.ts';
import type { InputStream } from './streams.ts';

/** Nothing that hs reads is larger: policies and lists of targets. In bytes. */
const LARGEST = 16 * 1024 * 1024;

export interface ReadOptions {
  /** Ends the waiting for a person or a program that writes nothing. */
  readonly signal: AbortSignal;
  /** Bytes; 16 MiB without a wish. */
  readonly limit?: number | undefined;
}

/**
 * All of stdin as text, without a byte order mark. Only for a command line that says `-`: it waits for the end.
 * @throws HsError `invalid_value` for what is too long or no UTF-8, `interrupted`, `failed` where it cannot be read.
 */
export async function readText(stdin: InputStream, options: ReadOptions): Promise<string> {
  const bytes = await readBytes(stdin, options);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HsError('invalid_value', 'What came on standard input is not UTF-8 text');
  }
}

/** The lines of stdin without the spaces around them; empty ones are left out. Throws as {@link readText} does. */
export async function readLines(stdin: InputStream, options: ReadOptions): Promise<string[]> {
  const text = await readText(stdin, options);
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readBytes(stdin: InputStream, { signal, limit = LARGEST }: ReadOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = (finish: () => void): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      stdin.pause();
      finish();
    };
    const fail = (error: HsError): void => done(() => reject(error));
    const onData = (part: Buffer | string): void => {
      const bytes = Buffer.from(part);
      length += bytes.length;
      parts.push(bytes);
      if (length > limit) {
        fail(new HsError('invalid_value', `What comes on standard input is larger than ${shownSize(limit)}`));
      }
    };
    const onEnd = (): void => done(() => resolve(Buffer.concat(parts)));
    const onAbort = (): void => fail(new HsError('interrupted', 'Interrupted while reading standard input'));
    const onError = (cause: Error): void =>
      fail(new HsError('failed', `Standard input could not be read: ${cause.message}`, { cause }));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    stdin.on('data', onData).on('end', onEnd).on('error', onError);
    stdin.resume();
  });
}

function shownSize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
}
