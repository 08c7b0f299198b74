import { nodeArg, tagsArg } from '../../../cli/args.ts';
import { formatFlag } from '../../../cli/flags/output.ts';
import { TagCommand } from '../../../cli/tag-command.ts';

export default class NodesTagSet extends TagCommand {
  static override summary = 'Replace the tags of a node';
  static override description =
    'From 0.28 on a tagged node belongs to its tags and not to a user, and tags have to be in the tagOwners of the policy.';
  static override examples = [
    { description: 'exactly these', command: 'hs nodes tag set laptop tag:web tag:db' },
    { description: 'look, and change nothing', command: 'hs nodes tag set laptop tag:web --dry-run' },
  ];
  static override args = { node: nodeArg({ required: true }), tags: tagsArg({ required: false }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesTagSet);
    await this.changeTags('set', args, flags);
  }
}
