import { Args } from '@oclif/core';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../cli/complete/scripts.ts';
import { globalFlags } from '../cli/flags/global.ts';
import { HsCommand } from '../cli/hs-command.ts';

export default class Completion extends HsCommand {
  static override summary = 'Print the script that lets a shell complete commands, flags and names';
  static override description =
    'Names of nodes, users, tags and contexts are asked of the server when Tab is pressed, for 300 ms at most, and ' +
    'remembered for a minute. Where the server does not answer, nothing is offered; nothing is ever asked, so a ' +
    'context whose API key comes from a program of its own completes no names.';
  static override examples = [
    { description: 'bash, in ~/.bashrc', command: 'source <(hs completion bash)' },
    { description: 'zsh, in ~/.zshrc after compinit', command: 'source <(hs completion zsh)' },
    { description: 'fish', command: 'hs completion fish > ~/.config/fish/completions/hs.fish' },
    {
      description: 'PowerShell, in $PROFILE',
      command: 'hs completion powershell | Out-String | Invoke-Expression',
    },
  ];
  static override baseFlags = globalFlags;
  static override args = {
    shell: Args.string({ description: 'The shell', required: true, ignoreStdin: true, options: [...SHELLS] }),
  };

  async run(): Promise<void> {
    const { args } = await this.read(Completion);
    await this.out.text(COMPLETION_SCRIPTS[args.shell as Shell]);
  }
}
