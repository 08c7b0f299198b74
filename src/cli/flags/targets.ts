import { Flags } from '@oclif/core';

/** For commands that change what fits, many things at once. */
export const filterTargetsFlag = {
  filter: Flags.string({
    summary:
      'Those that fit, such as the filters below, instead of naming them; several have to fit together',
    multiple: true as const,
    helpValue: 'FILTER',
  }),
  'fail-fast': Flags.boolean({ summary: 'Send no more once one has failed' }),
};

/** For commands that change what they are told, be it one thing or many. */
export const targetFlags = {
  ...filterTargetsFlag,
  'if-exists': Flags.boolean({ summary: 'Leave out what there is not, instead of changing nothing' }),
};
