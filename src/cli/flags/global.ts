import { Flags } from '@oclif/core';
import { COLOUR_CHOICES } from '../../output/style.ts';

/** Flags every command takes. */
export const globalFlags = {
  color: Flags.string({
    summary: 'When to use colour',
    options: [...COLOUR_CHOICES],
    helpValue: 'WHEN',
    helpGroup: 'Global',
  }),
  quiet: Flags.boolean({
    char: 'q',
    summary: 'Say nothing on stderr but errors',
    helpGroup: 'Global',
  }),
  'no-input': Flags.boolean({
    summary: 'Never ask: fail where a question would be needed',
    helpGroup: 'Global',
  }),
};
