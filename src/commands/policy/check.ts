import { textArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { EXIT_CODES } from '../../errors.ts';
import { examinePolicy, isBad } from '../../operations/examine-policy.ts';
import { readPolicyText } from '../../operations/policy-source.ts';
import { loadStyle } from '../../output/style.ts';
import { type PolicyCheckResult, policyCheckView, problemLines } from '../../output/views/policy-check.ts';

export default class PolicyCheck extends ServerCommand {
  static override summary = 'Say what is wrong with a policy, without storing it';
  static override description =
    'Headscale 0.29 and later checks it, tests in it included. Earlier releases cannot: there hs itself looks at the ' +
    'syntax, at fields that no policy has, and whether the users, groups, tags and hosts it names are there; such a ' +
    'server may refuse more. A bad policy ends with exit code 9.';
  static override examples = [
    { description: 'a file', command: 'hs policy check policy.hujson' },
    { description: 'standard input', command: 'hs policy check - < policy.hujson' },
  ];
  static override args = { file: textArg('A file with the policy (HuJSON), or - for standard input') };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PolicyCheck);
    const text = await readPolicyText(args.file, this.texts);
    const found = await examinePolicy(await this.connect(flags), text);
    const result: PolicyCheckResult = {
      file: args.file ?? '-',
      good: !isBad(found),
      checkedBy: found.by,
      problems: found.problems,
    };
    const { format, colour } = this.out.how;
    if (format === 'table' || format === 'wide') {
      const lines = problemLines(result, await loadStyle(colour));
      await this.out.text(lines.map((line) => `${line}\n`).join(''));
    } else await this.out.details(result, policyCheckView);
    this.out.note(verdict(result, this.server.address.text));
    if (!result.good) this.exitCode = EXIT_CODES.found;
  }
}

function verdict({ good, checkedBy }: PolicyCheckResult, address: string): string {
  if (checkedBy === 'server') return `The server at ${address} would ${good ? 'take' : 'refuse'} this policy`;
  const itself = good ? 'hs itself finds nothing wrong' : 'hs itself checked this';
  return `${itself}: ${address} checks a policy only when it is set (0.29 and later can be asked)`;
}
