import { Flags } from '@oclif/core';
import { formatFlag } from '../cli/flags/output.ts';
import { ServerCommand } from '../cli/server-command.ts';
import { EXIT_CODES } from '../errors.ts';
import { readStatus } from '../operations/read-status.ts';
import { statusText } from '../output/status-text.ts';
import { loadStyle } from '../output/style.ts';
import { statusView } from '../output/views/status.ts';

export default class Status extends ServerCommand {
  static override summary = 'Show the tailnet at a glance, and what in it needs a person';
  static override examples = [
    { description: 'every morning', command: 'hs status' },
    {
      description: 'from cron: exit code 9 where something needs a person',
      command: 'hs status --check --quiet',
    },
  ];
  static override flags = {
    check: Flags.boolean({ summary: 'End with 9 where something needs a person' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(Status);
    const api = await this.connect(flags);
    const { context, address, apiKey } = this.server;
    const now = this.deps.now();
    const status = { ...(await readStatus(api, apiKey, now)), context, address: address.text };
    const { format, colour } = this.out.how;
    if (format === 'table' || format === 'wide') {
      await this.out.text(statusText(status, await loadStyle(colour), now));
    } else await this.out.details(status, statusView);
    if (flags.check && status.attention.length > 0) this.exitCode = EXIT_CODES.found;
  }
}
