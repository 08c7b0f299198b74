import { nodesAndArg, tagsArg } from '../../../cli/args.ts';
import { formatFlag } from '../../../cli/flags/output.ts';
import { targetFlags } from '../../../cli/flags/targets.ts';
import { TagCommand } from '../../../cli/tag-command.ts';
import { nodeFields } from '../../../domain/filter/node-fields.ts';

export default class NodesTagSet extends TagCommand {
  static override summary = 'Replace the tags of nodes';
  static override description =
    'From 0.28 on a tagged node belongs to its tags and not to a user, and tags have to be in the tagOwners of the policy.';
  static override examples = [
    { description: 'exactly these', command: 'hs nodes tag set laptop tag:web tag:db' },
    { description: 'the same for several', command: 'hs nodes tag set web-1 web-2 tag:web' },
    { description: 'look, and change nothing', command: 'hs nodes tag set laptop tag:web --dry-run' },
  ];
  static override args = { node: nodesAndArg(), tags: tagsArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesTagSet);
    await this.changeTags('set', args, flags);
  }
}
