import { formatFlag } from '../cli/flags/output.ts';
import { ServerCommand } from '../cli/server-command.ts';
import { healthView } from '../output/views/health.ts';

export default class Health extends ServerCommand {
  static override summary = 'Ask whether the server reaches its database (0.27 and later)';
  static override examples = [
    { description: 'for people', command: 'hs health' },
    { description: 'for a monitor: the exit code tells', command: 'hs health --quiet > /dev/null' },
  ];
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags } = await this.read(Health);
    const api = await this.connect(flags);
    const health = await api.health();
    await this.out.details(health, healthView);
    if (!health.databaseConnectivity) this.exitCode = 1;
  }
}
