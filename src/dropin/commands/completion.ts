import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';

const SHELLS = ['bash', 'fish', 'powershell', 'zsh'];

/** `headscale completion SHELL`: the scripts of the official client are its own, and those of hs complete `hs`. */
export const COMPLETION: OfficialCommand = {
  name: 'completion',
  summary: 'Say how a shell completes these commands.',
  commands: SHELLS.map((shell) => ({
    name: shell,
    summary: `Say how ${shell} does.`,
    run: async () => {
      throw new OfficialError(
        `hs has no completion script for \`headscale\`; \`hs completion ${shell}\` prints the one for \`hs\``,
      );
    },
  })),
};
