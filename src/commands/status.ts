import { Flags } from '@oclif/core';
import { formatFlag } from '../cli/flags/output.ts';
import { watchFlag } from '../cli/flags/watch.ts';
import type { Room } from '../cli/watch/teller.ts';
import { WatchCommand } from '../cli/watch/watch-command.ts';
import { EXIT_CODES } from '../errors.ts';
import { readStatus } from '../operations/read-status.ts';
import { statusText } from '../output/status-text.ts';
import { loadStyle } from '../output/style.ts';
import { type Status as Glance, statusView } from '../output/views/status.ts';

export default class Status extends WatchCommand {
  static override summary = 'Show the tailnet at a glance, and what in it needs a person';
  static override examples = [
    { description: 'every morning', command: 'hs status' },
    {
      description: 'from cron: exit code 9 where something needs a person',
      command: 'hs status --check --quiet',
    },
    { description: 'on a screen of its own, looked at every minute', command: 'hs status --watch=1m' },
  ];
  static override flags = {
    check: Flags.boolean({ summary: 'End with 9 where something needs a person' }),
    ...formatFlag,
    ...watchFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(Status);
    if (flags.watch !== undefined) {
      this.refuseTogether('check', 'watch', flags);
      const draw = ([status]: readonly Glance[], { columns }: Room) => this.#drawing(status, columns);
      const read = async () => [await this.#glance(flags)];
      return await this.watch(flags, flags.watch, { view: statusView, read, draw });
    }
    const status = await this.#glance(flags);
    const { format } = this.out.how;
    if (format === 'table' || format === 'wide') await this.out.text(await this.#text(status));
    else await this.out.details(status, statusView);
    if (flags.check && status.attention.length > 0) this.exitCode = EXIT_CODES.found;
  }

  async #glance(flags: Readonly<Record<string, unknown>>): Promise<Glance> {
    const api = await this.connect(flags);
    const { context, address, apiKey } = this.server;
    return { ...(await readStatus(api, apiKey, this.deps.now())), context, address: address.text };
  }

  async #drawing(status: Glance | undefined, columns: number) {
    const text = status ? await this.#text(status, columns) : '';
    return { text, leftOut: [], more: 0, heading: 'The tailnet' };
  }

  async #text(status: Glance, columns = this.out.how.width): Promise<string> {
    const style = await loadStyle(this.out.how.colour);
    return await statusText(status, style, { now: this.deps.now(), columns });
  }
}
