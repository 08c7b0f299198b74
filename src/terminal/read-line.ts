import { interrupted } from './prompter.ts';
import type { InputStream } from './streams.ts';

/**
 * One line of standard input, without its end; undefined where the input ends before anything came. For questions that
 * a pipe may answer too.
 * @throws HsError `interrupted`
 */
export function readLine(stdin: InputStream, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (finish: () => void): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      signal.removeEventListener('abort', onAbort);
      stdin.pause();
      finish();
    };
    const onData = (part: Buffer | string): void => {
      text += part.toString();
      const end = text.indexOf('\n');
      if (end >= 0) done(() => resolve(text.slice(0, end)));
    };
    const onEnd = (): void => done(() => resolve(text === '' ? undefined : text));
    const onAbort = (): void => done(() => reject(interrupted()));
    if (signal.aborted) return reject(interrupted());
    signal.addEventListener('abort', onAbort);
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
    stdin.resume();
  });
}
