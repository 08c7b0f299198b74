import { Flags } from '@oclif/core';

/** The user a command is for; found by itself where there is only one. */
export const userFlag = {
  user: Flags.string({
    char: 'u',
    summary: 'The user: id, name or e-mail address; needed where there are several',
    helpValue: 'USER',
  }),
};
