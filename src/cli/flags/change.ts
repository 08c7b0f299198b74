import { Flags } from '@oclif/core';

/** Flags of every command that changes something. */
export const changeFlags = {
  yes: Flags.boolean({
    char: 'y',
    summary: 'Answer every question with yes; weakens no check',
    aliases: ['force'],
    helpGroup: 'Change',
  }),
  confirm: Flags.string({
    summary: 'Answer a question that wants a name or a count typed; has to be exactly that',
    helpValue: 'NAME|COUNT',
    helpGroup: 'Change',
  }),
  'dry-run': Flags.boolean({
    char: 'n',
    summary: 'Show what would change and stop',
    helpGroup: 'Change',
  }),
  note: Flags.string({
    summary: 'Why: a reason to keep with this change in hs history',
    helpValue: 'TEXT',
    helpGroup: 'Change',
  }),
};
