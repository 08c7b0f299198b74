import { Flags } from '@oclif/core';

/** Flags of every command that changes something. */
export const changeFlags = {
  yes: Flags.boolean({
    char: 'y',
    summary: 'Answer every question with yes; weakens no check',
    aliases: ['force'],
    helpGroup: 'Change',
  }),
  'dry-run': Flags.boolean({
    char: 'n',
    summary: 'Show what would change and stop',
    helpGroup: 'Change',
  }),
};
