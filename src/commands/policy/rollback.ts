import { backupArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { backupFlag, describeBackup, POLICY, PolicyCommand } from '../../cli/policy-command.ts';
import { backupOf, versionBefore } from '../../operations/choose-backup.ts';
import { replaceablePolicy } from '../../operations/set-policy.ts';

export default class PolicyRollback extends PolicyCommand {
  static override summary = 'Go back to an earlier policy';
  static override description =
    'Without an id: to the version before the present one, as far as this machine knows. What it replaces is kept as ' +
    'well, so a second rollback takes the first one back. It is shown and asked as hs policy set is.';
  static override examples = [
    { description: 'the version before', command: 'hs policy rollback' },
    { description: 'one of hs policy history', command: 'hs policy rollback 3' },
    { description: 'shows what would change', command: 'hs policy rollback --dry-run' },
  ];
  static override args = { backup: backupArg() };
  static override flags = { ...backupFlag, ...formatFlag };

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicyRollback);
    this.requireSomebodyToAsk('Roll the policy back', flags);
    const api = await this.connect(flags);
    const wanted = args.backup === undefined ? undefined : await backupOf(this.backups, args.backup);
    const seen = await replaceablePolicy(api);
    const { backup, text } = wanted ?? (await versionBefore(this.backups, seen));
    if (seen === text) return await this.unchanged(POLICY, `The policy is the same as policy ${backup.id}`);
    const described = describeBackup(backup, this.deps.now());
    const wish = {
      title: `Roll the policy back to ${described},`,
      done: `Rolled the policy back to policy ${backup.id}`,
      by: 'policy rollback',
      name: `policy ${backup.id}`,
    };
    const examination = await this.examined(api, text);
    await this.replacePolicy({ ...wish, api, text, seen, examination }, flags);
  }
}
