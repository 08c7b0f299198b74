import type { Random } from '../random.ts';

/** The same bytes for the same seed (mulberry32): for tailnets that look alike in every run. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let index = 0; index < count; index += 4) {
        const word = next();
        for (let part = 0; part < 4 && index + part < count; part++)
          bytes[index + part] = (word >>> (8 * part)) & 255;
      }
      return bytes;
    },
  };
}
