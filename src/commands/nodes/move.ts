import { Flags } from '@oclif/core';
import { nodeArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import { describeUser, findUser } from '../../domain/resolve-user.ts';

export default class NodesMove extends NodeChangeCommand {
  static override summary = 'Give a node to another user (up to 0.27)';
  static override description = 'From 0.28 on a device changes hands by logging in again for its new user.';
  static override examples = [
    { description: 'asks first', command: 'hs nodes move laptop --user bob' },
    { description: 'from a script', command: 'hs nodes move id:4 --user id:2 --yes' },
  ];
  static override args = { node: nodeArg({ required: true }) };
  static override flags = {
    user: Flags.string({ char: 'u', summary: 'The new owner', helpValue: 'USER', required: true }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesMove);
    this.requireSomebodyToAsk('Move a node', flags);
    const api = await this.connect(flags);
    await api.require('nodesCanMove');
    const { node, ask } = await this.aim(args.node, api, flags, 'confirm');
    const { user } = findUser(flags.user, await api.listUsers());
    const what = `node ${describeNode(node)} to ${describeUser(user)}`;
    const target = { id: node.id, name: node.givenName };
    if (node.user?.id === user.id)
      return await this.unchanged(target, `Nothing to move: ${what} is so already`);
    const proposal = { title: `Move ${what} on ${this.server.address.text}`, ask };
    const apply = async () => {
      await api.moveNode(node, user);
      return `Moved ${what}`;
    };
    await this.change({ target, proposal, apply }, flags);
  }
}
