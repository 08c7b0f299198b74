import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program to run and to wait for. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Comparison {
  /** Medians, in milliseconds. */
  readonly subject: number;
  readonly yardstick: number;
  /** The median of the ratios of runs that followed each other. */
  readonly ratio: number;
}

/**
 * Runs both in turn, so that whatever else the machine does meets both alike. The first pair fills caches and is not
 * counted. Throws where one ends with anything but 0.
 */
export async function compare(subject: Program, yardstick: Program, runs: number): Promise<Comparison> {
  const pairs: { readonly subject: number; readonly yardstick: number }[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const pair = { yardstick: await time(yardstick), subject: await time(subject) };
    if (run > 0) pairs.push(pair);
  }
  return {
    subject: median(pairs.map((pair) => pair.subject)),
    yardstick: median(pairs.map((pair) => pair.yardstick)),
    ratio: median(pairs.map((pair) => pair.subject / pair.yardstick)),
  };
}

/** How long a program takes from start to end, its output read and thrown away; in milliseconds. */
async function time(program: Program): Promise<number> {
  const start = performance.now();
  await output(program);
  return performance.now() - start;
}

/** What a program says on stderr once it has ended well. */
export async function output({ file, args, env }: Program): Promise<string> {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}
