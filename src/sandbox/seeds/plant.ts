import type { Context } from '../context.ts';
import type { Seed } from '../options.ts';
import { seedDemo } from './demo.ts';
import { seedMany } from './many.ts';

/** Fills a new store. */
export function plant(context: Context, seed: Seed): void {
  if (seed === 'demo') seedDemo(context);
  else if (seed !== 'empty') seedMany(context, seed);
}
