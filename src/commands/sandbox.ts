import { Flags } from '@oclif/core';
import { formatFlag } from '../cli/flags/output.ts';
import { HsCommand } from '../cli/hs-command.ts';
import { readSandboxOptions } from '../cli/sandbox-options.ts';
import { sandboxAnnouncement } from '../output/sandbox-announcement.ts';
import { startSandbox } from '../sandbox/start.ts';

export default class Sandbox extends HsCommand {
  static override summary = 'Start a Headscale in memory to try things on';
  static override description =
    'It answers like the real release, quirks included, listens on this machine alone, and is gone with Ctrl-C ' +
    '(unless --state keeps it).';
  static override examples = [
    { description: 'a lived-in tailnet of the newest release', command: 'hs sandbox --seed demo' },
    { description: 'in another terminal, after the line it prints', command: 'hs nodes list' },
    {
      description: 'an older release with ten thousand nodes',
      command: 'hs sandbox --headscale 0.26 --seed 10000',
    },
  ];
  static override flags = {
    headscale: Flags.string({ summary: 'The release it answers like (default 0.29)', helpValue: 'RELEASE' }),
    seed: Flags.string({
      summary: 'What is in it: empty, demo, or so many nodes (default empty)',
      helpValue: 'SEED',
    }),
    state: Flags.string({ summary: 'Keep what is changed in this file', helpValue: 'FILE' }),
    port: Flags.string({ summary: 'The port it listens on (default: any free one)', helpValue: 'PORT' }),
    socket: Flags.string({
      summary: 'Listen on this unix socket too, where no key is asked for',
      helpValue: 'PATH',
    }),
    tls: Flags.boolean({ summary: 'Speak TLS, with a certificate it makes' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(Sandbox);
    const sandbox = await startSandbox(readSandboxOptions(flags));
    try {
      await this.out.text(sandboxAnnouncement(sandbox, this.out.how.format));
      await this.ended();
    } finally {
      await sandbox.stop();
    }
  }

  private ended(): Promise<void> {
    const { signal } = this.deps;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
