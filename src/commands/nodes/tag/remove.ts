import { nodesAndArg, tagsArg } from '../../../cli/args.ts';
import { formatFlag } from '../../../cli/flags/output.ts';
import { targetFlags } from '../../../cli/flags/targets.ts';
import { TagCommand } from '../../../cli/tag-command.ts';
import { nodeFields } from '../../../domain/filter/node-fields.ts';

export default class NodesTagRemove extends TagCommand {
  static override summary = 'Take tags from nodes';
  static override description =
    'From 0.28 on a tagged node belongs to its tags and not to a user, and tags have to be in the tagOwners of the policy.';
  static override examples = [
    { description: 'the others stay', command: 'hs nodes tag remove laptop tag:web' },
    { description: 'from all that have it', command: 'hs nodes tag remove --filter tag=tag:web tag:web' },
    { description: 'look, and change nothing', command: 'hs nodes tag remove laptop tag:web --dry-run' },
  ];
  static override args = { node: nodesAndArg(), tags: tagsArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesTagRemove);
    await this.changeTags('remove', args, flags);
  }
}
