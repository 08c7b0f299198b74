import { describeNode } from '../domain/resolve-node.ts';
import { parseTags } from '../domain/tag.ts';
import { applyTags, planTags, type TagVerb } from '../operations/change-tags.ts';
import type { ChangeFlags } from './change-command.ts';
import { NodeChangeCommand } from './node-change-command.ts';

/** The base of `nodes tag set|add|remove`, which differ in how the new list comes about. */
export abstract class TagCommand extends NodeChangeCommand {
  protected async changeTags(
    verb: TagVerb,
    args: { readonly node: string; readonly tags?: readonly string[] | undefined },
    flags: ChangeFlags,
  ): Promise<void> {
    const tags = parseTags(args.tags ?? []);
    if (verb !== 'add') this.requireSomebodyToAsk(`Change the tags of ${args.node}`, flags);
    const api = await this.connect(flags);
    const { node, ask } = await this.aim(args.node, api, flags, verb === 'add' ? 'none' : 'confirm');
    const { wished, unchanged, consequences, oneWay } = await planTags(api, node, verb, tags);
    const target = { id: node.id, name: node.givenName };
    const label = describeNode(node);
    if (unchanged)
      return await this.unchanged(target, `Nothing to change: node ${label} has these tags already`);
    const title = `Give node ${label} ${wished.length === 0 ? 'no tags' : wished.join(', ')} on ${this.server.address.text}`;
    await this.change(
      {
        target,
        proposal: { title, consequences, ask: oneWay ? 'confirm' : ask },
        apply: () => applyTags(api, node, wished),
      },
      flags,
    );
  }
}
