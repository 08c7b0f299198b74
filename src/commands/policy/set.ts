import { textArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { readPolicyText } from '../../operations/policy-source.ts';
import { setPolicy, sizeChange, storedPolicy } from '../../operations/set-policy.ts';

export default class PolicySet extends ChangeCommand {
  static override summary = 'Store a policy';
  static override description =
    'The text is stored as it is, comments included. A policy that the server refuses changes nothing. ' +
    'Only servers that keep the policy in their database take one.';
  static override examples = [
    { description: 'asks first', command: 'hs policy set policy.hujson' },
    { description: 'from standard input', command: 'hs policy set - --yes < policy.hujson' },
  ];
  static override args = { file: textArg('A file with the policy (HuJSON), or - for standard input') };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicySet);
    if (args.file !== undefined) this.requireSomebodyToAsk('Set the policy', flags);
    const text = await readPolicyText(args.file, this.texts);
    const api = await this.connect(flags);
    const seen = await storedPolicy(api);
    const target = { id: 'policy', name: 'policy' };
    if (seen === text) return await this.unchanged(target, 'The policy is like that already');
    const { address } = this.server;
    await this.change(
      {
        target,
        proposal: {
          title: `Set the policy on ${address.text}`,
          consequences: [sizeChange(text, seen)],
          ask: { type: address.host },
        },
        apply: () => setPolicy(api, text, seen),
      },
      flags,
    );
  }
}
