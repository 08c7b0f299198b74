import { nodesAndArg, tagsArg } from '../../../cli/args.ts';
import { formatFlag } from '../../../cli/flags/output.ts';
import { targetFlags } from '../../../cli/flags/targets.ts';
import { TagCommand } from '../../../cli/tag-command.ts';
import { nodeFields } from '../../../domain/filter/node-fields.ts';

export default class NodesTagAdd extends TagCommand {
  static override summary = 'Add tags to nodes';
  static override description =
    'From 0.28 on a tagged node belongs to its tags and not to a user, and tags have to be in the tagOwners of the policy.';
  static override examples = [
    { description: 'beside those it has', command: 'hs nodes tag add laptop tag:web' },
    { description: 'to several at once', command: 'hs nodes tag add web-1 web-2 tag:web' },
    {
      description: 'to all that fit',
      command: "hs nodes tag add --filter 'name~web-' tag:web",
    },
    { description: 'look, and change nothing', command: 'hs nodes tag add laptop tag:web --dry-run' },
  ];
  static override args = { node: nodesAndArg(), tags: tagsArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesTagAdd);
    await this.changeTags('add', args, flags);
  }
}
