import { Flags } from '@oclif/core';

/** For commands that change what they are told, be it one thing or many. */
export const filterTargetsFlag = {
  filter: Flags.string({
    summary: 'Those that fit, instead of naming them; see hs help filters',
    helpValue: 'FILTER',
  }),
};
