import { Flags } from '@oclif/core';
import { formatFlag } from '../../cli/flags/output.ts';
import { filterTargetsFlag } from '../../cli/flags/targets.ts';
import { nodeDeletions } from '../../cli/many/node-deletions.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';
import { forFilter } from '../../operations/current-owners.ts';
import { nodesToPrune, pruningFacts, readNodePruning, sparedText } from '../../operations/prune-nodes.ts';

export default class NodesPrune extends NodeChangeCommand {
  static override summary = 'Delete nodes that are long gone';
  static override description =
    'What is given has to hold together. Shows the nodes and wants their number typed. Nodes that are online stay, ' +
    'unless a filter says what is to become of them.';
  static override examples = [
    { description: 'not seen for two months', command: 'hs nodes prune --offline 60d' },
    { description: 'expired for a month, and not online', command: 'hs nodes prune --expired' },
    { description: 'look, and change nothing', command: 'hs nodes prune --offline 60d --dry-run' },
    {
      description: 'every night, from a script',
      command: "hs nodes prune --filter 'ephemeral and seen>2d' --yes",
    },
  ];
  static override flags = {
    offline: Flags.string({ summary: 'Not connected for so long, such as 60d', helpValue: 'DURATION' }),
    expired: Flags.string({ summary: 'Expired for so long; 0 for all that are', helpValue: '[=30d]' }),
    ...filterTargetsFlag,
    all: Flags.boolean({ summary: 'Even if that is every node there is' }),
    ...formatFlag,
  };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(NodesPrune);
    const pruning = readNodePruning(flags);
    this.requireSomebodyToAsk('Prune nodes', flags);
    const api = await this.connect(flags);
    const now = this.deps.now();
    const all = await forFilter(api, pruning.filter).listNodes();
    const { nodes, spared } = nodesToPrune(all, pruning, { now, everything: flags.all });
    if (spared.length > 0) this.out.note(sparedText(spared));
    const plans = nodes.map((node) => {
      const plan = nodeDeletions.plan(api, node, { type: '1' });
      return { ...plan, facts: [...plan.facts, ...pruningFacts(node, now)] };
    });
    await this.changeAll(plans, { ...nodeDeletions.words, none: 'Nothing to prune' }, flags, () =>
      api.listNodes(),
    );
  }
}
