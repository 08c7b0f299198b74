import type { OfficialCommand } from '../grammar/command.ts';

/** `headscale help COMMAND`. */
export const HELP_COMMAND: OfficialCommand = {
  name: 'help',
  summary: 'Show the help of a command.',
  args: '[COMMAND]',
  run: (call) => call.help(call.args),
};
