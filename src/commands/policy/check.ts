import { textArg } from '../../cli/args.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { readPolicyText } from '../../operations/policy-source.ts';

export default class PolicyCheck extends ServerCommand {
  static override summary = 'Let the server check a policy without storing it (0.29 and later)';
  static override description = 'A policy that the server would refuse ends with exit code 1 and its reason.';
  static override examples = [
    { description: 'a file', command: 'hs policy check policy.hujson' },
    { description: 'standard input', command: 'hs policy check - < policy.hujson' },
  ];
  static override args = { file: textArg('A file with the policy (HuJSON), or - for standard input') };

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicyCheck);
    const text = await readPolicyText(args.file, this.texts);
    const api = await this.connect(flags);
    await api.checkPolicy(text);
    this.out.note('The server would take this policy');
  }
}
