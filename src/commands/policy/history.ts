import { listFlags } from '../../cli/flags/output.ts';
import { keptPolicies } from '../../cli/kept-policies.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { policyHistoryView } from '../../output/views/policy-history.ts';

export default class PolicyHistory extends ServerCommand {
  static override summary = 'List the policies that were replaced from this machine, newest first';
  static override description =
    'Whatever hs policy set, edit and rollback replace is kept here, for each server the last hundred, in files of ' +
    'yours alone. What others replace, or hs on another machine, is not among it. The server is not asked.';
  static override examples = [
    { description: 'what there is', command: 'hs policy history' },
    { description: 'one of them', command: 'hs policy get --backup 3' },
    { description: 'what going back to it would change', command: 'hs policy diff --backup 3' },
  ];
  static override flags = listFlags;
  static override columns = policyHistoryView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(PolicyHistory);
    this.out.check(policyHistoryView);
    const target = await this.choose(flags, { keyless: true });
    const backups = await keptPolicies(this.deps, target).list();
    await this.out.list(backups, policyHistoryView, {
      none: () => `No earlier policy of ${target.address.text} is kept here`,
    });
  }
}
