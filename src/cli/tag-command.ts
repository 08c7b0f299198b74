import type { Node } from '../domain/node.ts';
import { looksLikeTag, splitNodes } from '../domain/nodes-and-rest.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { parseTags } from '../domain/tag.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { applyTags, planTags, sameTags, type TagVerb } from '../operations/change-tags.ts';
import { nodeIs } from '../operations/done-already.ts';
import type { Proposal } from './approval.ts';
import type { ItemPlan } from './many/item-plan.ts';
import { MissingArgument } from './missing-argument.ts';
import { NodeChangeCommand, type NodeFlags } from './node-change-command.ts';

const NOTHING_MEANT = 'No node is meant, so no tag was changed';

/** The base of `nodes tag set|add|remove`, which differ in how the new list comes about. */
export abstract class TagCommand extends NodeChangeCommand {
  protected async changeTags(
    verb: TagVerb,
    args: { readonly node?: string | undefined; readonly tags?: readonly string[] | undefined },
    flags: NodeFlags,
  ): Promise<void> {
    const words = [...(args.node === undefined ? [] : [args.node]), ...(args.tags ?? [])];
    const where = { nodesElsewhere: flags.filter !== undefined, restElsewhere: false };
    const { nodes: named, rest } = splitNodes(words, looksLikeTag, where);
    const tags = parseTags(rest);
    if (tags.length === 0 && verb !== 'set' && (named.length > 0 || where.nodesElsewhere)) {
      throw new MissingArgument('TAGS', 'It takes NODE and TAGS, in this order.');
    }
    const asks = `Change the tags of ${named.length === 1 ? named[0] : 'nodes'}`;
    const choice = await this.nodesMeant(named, flags, verb === 'add' ? undefined : asks);
    const api = await this.connect(flags);
    const { nodes, ask } = await this.aim(choice, api, flags, verb === 'add' ? 'none' : 'confirm');
    const plans: ItemPlan[] = [];
    for (const node of nodes) plans.push(await this.#plan(api, node, { verb, tags, ask }));
    const title = (count: number) => titleOfMany(verb, tags, count);
    await this.changeAll(plans, { title, none: NOTHING_MEANT }, flags, () => api.listNodes());
  }

  async #plan(
    api: HeadscaleApi,
    node: Node,
    { verb, tags, ask }: { verb: TagVerb; tags: readonly string[]; ask: Proposal['ask'] },
  ): Promise<ItemPlan> {
    const { wished, unchanged, consequences, oneWay } = await planTags(api, node, verb, tags);
    const label = describeNode(node);
    return {
      ...this.basics(node),
      title: `Give node ${label} ${wished.length === 0 ? 'no tags' : wished.join(', ')}`,
      warnings: consequences,
      ask: oneWay ? 'confirm' : ask,
      unchanged: unchanged ? `Nothing to change: node ${label} has these tags already` : undefined,
      apply: () => applyTags(api, node, wished),
      isDone: () => nodeIs(api, node, (now) => sameTags(now.tags, wished)),
    };
  }
}

function titleOfMany(verb: TagVerb, tags: readonly string[], count: number): string {
  const nodes = `${count} ${count === 1 ? 'node' : 'nodes'}`;
  if (verb === 'add') return `Add ${tags.join(', ')} to ${nodes}`;
  if (verb === 'remove') return `Take ${tags.join(', ')} from ${nodes}`;
  return tags.length === 0
    ? `Take all tags from ${nodes}`
    : `Give ${nodes} ${tags.join(', ')} and no other tags`;
}
