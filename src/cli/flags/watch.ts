import { Flags } from '@oclif/core';
import { parseWatchInterval } from '../../domain/watch-interval.ts';

const watch = Flags.custom({ parse: async (text: string) => parseWatchInterval(text) });

/** For what is worth looking at again and again. */
export const watchFlag = {
  watch: watch({
    summary:
      'Look again every so often until Ctrl-C: a terminal is drawn over, a pipe gets a line of JSON for each change',
    helpValue: '[=5s]',
    helpGroup: 'Output',
  }),
};
