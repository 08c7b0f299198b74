import { Flags } from '@oclif/core';
import { formatFlag, pagerFlag } from '../../cli/flags/output.ts';
import { keptPolicies } from '../../cli/kept-policies.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { backupOf } from '../../operations/choose-backup.ts';
import { policyView } from '../../output/views/policy.ts';

export default class PolicyGet extends ServerCommand {
  static override summary = 'Print the policy, byte for byte';
  static override examples = [
    { description: 'into a file', command: 'hs policy get > policy.hujson' },
    { description: 'with the time it was stored', command: 'hs policy get --output json' },
    { description: 'one that was replaced from this machine', command: 'hs policy get --backup 3' },
  ];
  static override flags = {
    backup: Flags.string({ summary: 'An earlier policy (hs policy history)', helpValue: 'BACKUP' }),
    ...formatFlag,
    ...pagerFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(PolicyGet);
    const policy = await this.#policy(flags);
    const { format } = this.out.how;
    if (format === 'table' || format === 'wide') await this.out.longText(policy.text);
    else await this.out.details(policy, policyView);
  }

  /** The server is not asked for what is kept here. */
  async #policy(flags: { readonly backup?: string | undefined }) {
    if (flags.backup === undefined) return await (await this.connect(flags)).getPolicy();
    const target = await this.choose(flags, { keyless: true });
    const { text } = await backupOf(keptPolicies(this.deps, target), flags.backup);
    return { text, updatedAt: null };
  }
}
