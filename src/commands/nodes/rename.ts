import { nodeArg, requiredTextArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { parseNodeName } from '../../domain/node-name.ts';
import { describeNode } from '../../domain/resolve-node.ts';

export default class NodesRename extends NodeChangeCommand {
  static override summary = 'Give a node another name in the tailnet';
  static override description =
    'The given name is what other devices see and what DNS knows; the host name of the device stays as it is.';
  static override examples = [
    { description: 'by name', command: 'hs nodes rename laptop workstation' },
    { description: 'by id', command: 'hs nodes rename id:4 workstation' },
  ];
  static override args = {
    node: nodeArg({ required: true }),
    name: requiredTextArg('The new name: 2 to 63 of a-z 0-9 and -'),
  };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesRename);
    const name = parseNodeName(args.name);
    const api = await this.connect(flags);
    const { node, ask } = await this.aimAtOne(args.node, api, flags);
    const target = { id: node.id, name };
    if (node.givenName === name)
      return await this.unchanged(target, `Node ${describeNode(node)} has this name already`);
    await this.change(
      {
        target,
        proposal: {
          title: `Rename node ${describeNode(node)} to ${name} on ${this.server.address.text}`,
          ask,
        },
        apply: async () => {
          await api.renameNode(node, name);
          return `Renamed node ${describeNode(node)} to ${name}`;
        },
      },
      flags,
    );
  }
}
