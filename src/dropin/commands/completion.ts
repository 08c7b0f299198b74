import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';

const SHELLS = ['bash', 'fish', 'powershell', 'zsh'];

/** `headscale completion SHELL`: the scripts of the official client are its own; one that is there goes on working. */
export const COMPLETION: OfficialCommand = {
  name: 'completion',
  summary: 'Say how a shell completes these commands.',
  commands: SHELLS.map((shell) => ({
    name: shell,
    summary: `Say how ${shell} does.`,
    run: async () => {
      throw new OfficialError(
        `hs brings no completion script for \`headscale\`, but answers the one of the official client; \`hs completion ${shell}\` prints the one for \`hs\``,
      );
    },
  })),
};

/** `headscale __complete WORDS`: what the completion scripts of the official client ask. */
export const COMPLETE: OfficialCommand = {
  name: '__complete',
  aliases: ['__completeNoDesc'],
  summary: 'Answer a completion script.',
  hidden: true,
  takesAllWords: true,
  run: (call) => call.complete(call.args),
};
