import { nodeArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { describeNode } from '../../domain/resolve-node.ts';

export default class NodesDelete extends NodeChangeCommand {
  static override summary = 'Delete a node';
  static override description =
    'The device loses its place in the tailnet and must register again to come back.';
  static override examples = [
    { description: 'asks first', command: 'hs nodes delete laptop' },
    { description: 'from a script', command: 'hs nodes delete id:4 --yes' },
    { description: 'look, and change nothing', command: 'hs nodes delete laptop --dry-run' },
  ];
  static override args = { node: nodeArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesDelete);
    this.requireSomebodyToAsk('Delete a node', flags);
    const api = await this.connect(flags);
    const { node, ask } = await this.aim(args.node, api, flags, 'confirm');
    const consequences = node.online ? ['It is online now'] : [];
    await this.change(
      {
        target: { id: node.id, name: node.givenName },
        proposal: {
          title: `Delete node ${describeNode(node)} on ${this.server.address.text}`,
          consequences,
          ask,
        },
        apply: async () => {
          await api.deleteNode(node);
          return `Deleted node ${describeNode(node)}`;
        },
      },
      flags,
    );
  }
}
