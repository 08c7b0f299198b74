import { expect } from 'vitest';
import type { Tailnet } from '../../support/tailnet.ts';

/** Nobody waits for ever, and in tests not at all too short. */
export const patience = { whileWaiting: () => new Promise<void>(() => {}) };

/** Answers what zsh is offered at the end of words, the last of which may be empty. */
export function offeredIn(net: Pick<Tailnet, 'hs'>) {
  return async (words: readonly string[], options = {}): Promise<string[]> => {
    const typed = words.map((word) => word.replace(/[^\w=./:,@-]/g, '\\$&'));
    const { code, out, err } = await net.hs(['__complete', 'zsh', ...typed], { ...patience, ...options });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0] ?? '');
  };
}
