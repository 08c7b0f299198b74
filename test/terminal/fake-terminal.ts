import { PassThrough } from 'node:stream';
import type { InputStream, OutputStream, Streams } from '../../src/terminal/streams.ts';

/** A terminal in memory: keys are typed into it, and what is on the screen can be asked for. */
export interface FakeTerminal extends Streams {
  /** Types keys once the text has appeared on stderr. */
  typeAfter(text: string, keys: string): void;
  /** Everything written to stderr so far, escape sequences included. */
  screen(): string;
  /** Everything written to stdout so far. */
  printed(): string;
  /** Ends the input once the text has appeared. */
  endAfter(text: string): void;
}

export function fakeTerminal(): FakeTerminal {
  const stdin: InputStream = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stdout: OutputStream = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const stderr: OutputStream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    cursorTo: (column: number) => stderr.write(`<to ${column}>`),
    moveCursor: () => true,
    clearLine: () => stderr.write('<clear>'),
  });
  let written = '';
  let waiting: { text: string; act: () => void }[] = [];
  const look = (): void => {
    const due = waiting.filter(({ text }) => written.includes(text));
    waiting = waiting.filter((wait) => !due.includes(wait));
    for (const { act } of due) setImmediate(act);
  };
  const after = (text: string, act: () => void): void => {
    waiting.push({ text, act });
    look();
  };
  stderr.on('data', (part: Buffer | string) => {
    written += String(part);
    look();
  });
  let printed = '';
  stdout.on('data', (part: Buffer | string) => {
    printed += String(part);
  });
  const input = stdin as unknown as PassThrough;
  return {
    stdin,
    stdout,
    stderr,
    screen: () => written,
    printed: () => printed,
    typeAfter: (text, keys) => after(text, () => input.write(keys)),
    endAfter: (text) => after(text, () => input.end()),
  };
}
