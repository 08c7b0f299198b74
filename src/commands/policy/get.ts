import { formatFlag } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { policyView } from '../../output/views/policy.ts';

export default class PolicyGet extends ServerCommand {
  static override summary = 'Print the policy, byte for byte';
  static override examples = [
    { description: 'into a file', command: 'hs policy get > policy.hujson' },
    { description: 'with the time it was stored', command: 'hs policy get -o json' },
  ];
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags } = await this.read(PolicyGet);
    const api = await this.connect(flags);
    const policy = await api.getPolicy();
    const { format } = this.out.how;
    if (format === 'table' || format === 'wide') await this.out.text(policy.text);
    else await this.out.details(policy, policyView);
  }
}
