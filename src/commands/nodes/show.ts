import { nodeArg } from '../../cli/args.ts';
import { revealFlag, showFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { findNode } from '../../domain/resolve-node.ts';
import { nodeView } from '../../output/views/nodes.ts';

export default class NodesShow extends ServerCommand {
  static override summary = 'Show everything about one node';
  static override examples = [
    { description: 'by name', command: 'hs nodes show laptop' },
    { description: 'by address', command: 'hs nodes show 100.64.0.7' },
  ];
  static override args = { node: nodeArg({ required: true }) };
  static override flags = { ...showFlags, ...revealFlag };
  static override columns = nodeView.columns;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesShow);
    this.out.check(nodeView);
    const api = await this.connect(flags);
    await this.out.details(findNode(args.node, await api.listNodes()).node, nodeView);
  }
}
