import { Flags } from '@oclif/core';
import { textArg } from '../../cli/args.ts';
import { comparedPolicy } from '../../cli/compared-policy.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { keptPolicies } from '../../cli/kept-policies.ts';
import { policyDiff } from '../../cli/policy-diff.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { EXIT_CODES } from '../../errors.ts';
import { storedPolicy } from '../../operations/set-policy.ts';
import { diffLines } from '../../output/diff-text.ts';
import { loadStyle } from '../../output/style.ts';
import { policyDiffView } from '../../output/views/policy-diff.ts';

export default class PolicyDiff extends ServerCommand {
  static override summary = 'Show what setting a policy would change';
  static override description =
    'From the stored policy to the file, or to an earlier one (hs policy history). Nothing is printed where both are ' +
    'the same.';
  static override examples = [
    { description: 'a file', command: 'hs policy diff policy.hujson' },
    { description: 'exit code 9 where it differs', command: 'hs policy diff policy.hujson --exit-code' },
    { description: 'what a rollback would change', command: 'hs policy diff --backup 3' },
  ];
  static override args = { file: textArg('A file with the policy (HuJSON), or - for standard input') };
  static override flags = {
    backup: Flags.string({ summary: 'Compare with an earlier policy instead', helpValue: 'BACKUP' }),
    'exit-code': Flags.boolean({ summary: 'End with 9 where they differ' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicyDiff);
    const wish = { file: args.file, backup: flags.backup };
    const target = await this.choose(flags);
    const other = await comparedPolicy(wish, this.texts, keptPolicies(this.deps, target));
    const seen = (await storedPolicy(await this.connect(flags)))?.text;
    const diff = policyDiff(seen, other.text, target.address.text, other.name);
    const { format, colour } = this.out.how;
    if (format === 'table' || format === 'wide') {
      const lines = diffLines(diff, await loadStyle(colour));
      await this.out.text(lines.map((line) => `${line}\n`).join(''));
    } else await this.out.details(diff, policyDiffView);
    if (flags['exit-code'] && diff.lines.length > 0) this.exitCode = EXIT_CODES.found;
  }
}
