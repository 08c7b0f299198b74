import { Flags } from '@oclif/core';

/** For commands that change what they are told, be it one thing or many. */
export const filterTargetsFlag = {
  filter: Flags.string({
    summary:
      'Those that fit, such as the filters below, instead of naming them; several have to fit together',
    multiple: true as const,
    helpValue: 'FILTER',
  }),
};
