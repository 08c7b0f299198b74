import { nodesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { nodeDeletions } from '../../cli/many/node-deletions.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';

export default class NodesDelete extends NodeChangeCommand {
  static override summary = 'Delete nodes';
  static override description =
    'The device loses its place in the tailnet and must register again to come back.';
  static override examples = [
    { description: 'asks first', command: 'hs nodes delete laptop' },
    { description: 'from a script', command: 'hs nodes delete id:4 --yes' },
    { description: 'look, and change nothing', command: 'hs nodes delete laptop --dry-run' },
    { description: 'all that fit', command: "hs nodes delete --filter 'user=alice and seen>30d'" },
    {
      description: 'what another command lists',
      command: 'hs nodes list --filter tag=ci --output name | hs nodes delete - --yes',
    },
  ];
  static override args = { node: nodesArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesDelete);
    const choice = await this.nodesMeant(args.node ?? [], flags, 'Delete a node');
    const api = await this.connect(flags);
    const { nodes, ask } = await this.aim(choice, api, flags, 'confirm');
    const plans = nodes.map((node) => nodeDeletions.plan(api, node, ask));
    await this.changeAll(plans, nodeDeletions.words, flags, () => api.listNodes());
  }
}
