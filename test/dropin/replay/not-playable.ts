import type { RecordedCase } from './recorded-case.ts';

/** Cases that cannot be played here, and why. */
export const NOT_PLAYABLE: readonly { readonly why: string; fits(recorded: RecordedCase): boolean }[] = [
  {
    why: 'needs a user who may not use the socket, and tests may be run by one who may use all',
    fits: ({ note }) => note === 'as a user without rights on the socket',
  },
];
