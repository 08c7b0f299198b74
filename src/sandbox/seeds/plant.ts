import type { Context } from '../context.ts';
import type { Seed } from '../options.ts';
import { seedDemo } from './demo.ts';
import { seedMany } from './many.ts';
import { seededRandom } from './seeded-random.ts';

/** Any number: it only has to stay the same. */
const DEMO_SEED = 27;

/** Fills a new store. The same names and keys come up in every run. */
export function plant(context: Context, seed: Seed): void {
  if (seed === 'demo') seedDemo({ ...context, random: seededRandom(DEMO_SEED) });
  else if (seed !== 'empty') seedMany(context, seed);
}
