import { textArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { backupFlag, POLICY, PolicyCommand } from '../../cli/policy-command.ts';
import { readPolicyText } from '../../operations/policy-source.ts';
import { replaceablePolicy } from '../../operations/set-policy.ts';

export default class PolicySet extends PolicyCommand {
  static override summary = 'Store a policy';
  static override description =
    'The text is checked, what changes is shown, and it is stored as it is, comments included. A policy that the ' +
    'server refuses changes nothing. Right before, the stored one is read again: where somebody changed it meanwhile, ' +
    'nothing is done (what happens between that look and the write cannot be seen). What is replaced is kept on this ' +
    'machine: hs policy history. Only servers that keep the policy in their database take one.';
  static override examples = [
    { description: 'asks first', command: 'hs policy set policy.hujson' },
    { description: 'shows what would change', command: 'hs policy set policy.hujson --dry-run' },
    { description: 'from standard input', command: 'hs policy set - --yes < policy.hujson' },
  ];
  static override args = { file: textArg('A file with the policy (HuJSON), or - for standard input') };
  static override flags = { ...backupFlag, ...formatFlag };

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicySet);
    if (args.file !== undefined) this.requireSomebodyToAsk('Set the policy', flags);
    const text = await readPolicyText(args.file, this.texts);
    const api = await this.connect(flags);
    const seen = await replaceablePolicy(api);
    if (seen === text) return await this.unchanged(POLICY, 'The policy is like that already');
    const wish = {
      title: 'Set the policy',
      done: 'Stored the policy',
      by: 'policy set',
      name: nameOf(args.file),
    };
    const examination = await this.examined(api, text);
    await this.replacePolicy({ ...wish, api, text, seen, examination }, flags);
  }
}

function nameOf(file: string | undefined): string {
  return file === undefined || file === '-' ? 'standard input' : file;
}
