import { Flags } from '@oclif/core';
import { parseCount } from '../../domain/count.ts';
import { FORMATS, parseFormat } from '../../output/format.ts';
import { TIME_FORMATS } from '../../output/times.ts';

const limit = Flags.custom({ parse: async (text: string) => parseCount(text) });
const format = Flags.custom({ parse: async (text: string) => parseFormat(text) });

const output = format({
  char: 'o',
  summary: `Format: ${FORMATS.join(', ')}`,
  helpValue: 'FORMAT',
  helpGroup: 'Output',
});

/** The format alone: for commands that answer with results. */
export const formatFlag = {
  output,
  json: Flags.boolean({ summary: 'The same as -o json', helpGroup: 'Output' }),
};

/** Flags of commands that show one thing. */
export const showFlags = {
  output,
  json: Flags.string({
    summary: 'The same as -o json; with fields, those alone',
    multiple: true,
    delimiter: ',',
    helpValue: '[=COLUMN,…]',
    helpGroup: 'Output',
  }),
  time: Flags.string({
    summary: 'How tables tell times: relative, as a terminal has it unasked, or iso, as a pipe has it',
    options: [...TIME_FORMATS],
    helpValue: 'HOW',
    helpGroup: 'Output',
  }),
};

/** For long texts. */
export const pagerFlag = {
  'no-pager': Flags.boolean({
    summary: 'All at once, also where it is longer than the screen',
    helpGroup: 'Output',
  }),
};

/** Flags of every list. */
export const listFlags = {
  ...showFlags,
  columns: Flags.string({
    summary: 'These columns, in this order',
    multiple: true,
    delimiter: ',',
    helpValue: 'COLUMN,…',
    helpGroup: 'Output',
  }),
  sort: Flags.string({
    summary: 'Sort by these columns; -name turns one round (write --sort=-name)',
    multiple: true,
    delimiter: ',',
    helpValue: 'COLUMN,…',
    helpGroup: 'Output',
  }),
  limit: limit({
    summary: 'The first so many alone, once they are sorted',
    helpValue: 'COUNT',
    helpGroup: 'Output',
  }),
  'no-headers': Flags.boolean({ summary: 'Without the header line', helpGroup: 'Output' }),
};

/** For nouns that hold secrets which a server may list in clear. */
export const revealFlag = {
  reveal: Flags.boolean({
    summary: 'Show pre-auth keys that the server lists in clear (up to 0.27) instead of masking them',
    helpGroup: 'Output',
  }),
};
