import { HsError } from '../../../src/errors.ts';

/** What happens while a command waits between two looks, one after the other; then Ctrl-C. */
export function meanwhile(...steps: readonly (() => unknown)[]): {
  whileWaiting: (ms: number) => Promise<void>;
  readonly waits: readonly number[];
} {
  const waits: number[] = [];
  const left = [...steps];
  return {
    waits,
    async whileWaiting(ms) {
      waits.push(ms);
      const step = left.shift();
      if (!step) throw new HsError('interrupted', 'Interrupted while waiting');
      await step();
    },
  };
}
