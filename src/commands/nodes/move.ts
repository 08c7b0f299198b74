import { Flags } from '@oclif/core';
import { nodesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import { describeUser, findUser } from '../../domain/resolve-user.ts';
import { nodeIs } from '../../operations/done-already.ts';

export default class NodesMove extends NodeChangeCommand {
  static override summary = 'Give nodes to another user (up to 0.27)';
  static override description = 'From 0.28 on a device changes hands by logging in again for its new user.';
  static override examples = [
    { description: 'asks first', command: 'hs nodes move laptop --user bob' },
    { description: 'from a script', command: 'hs nodes move id:4 --user id:2 --yes' },
    { description: 'all that somebody has', command: 'hs nodes move --filter user=alice --user bob' },
  ];
  static override args = { node: nodesArg() };
  static override flags = {
    user: Flags.string({ char: 'u', summary: 'The new owner', helpValue: 'USER', required: true }),
    ...targetFlags,
    ...formatFlag,
  };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesMove);
    const choice = await this.nodesMeant(args.node ?? [], flags, 'Move a node');
    const api = await this.connect(flags);
    await api.require('nodesCanMove');
    const { nodes, ask } = await this.aim(choice, api, flags, 'confirm');
    const { user } = findUser(flags.user, await api.listUsers());
    const plans = nodes.map((node) => {
      const what = `node ${describeNode(node)} to ${describeUser(user)}`;
      const isSo = node.user?.id === user.id;
      return {
        ...this.basics(node),
        title: `Move ${what}`,
        ask,
        unchanged: isSo ? `Nothing to move: ${what} is so already` : undefined,
        apply: () => api.moveNode(node, user).then(() => `Moved ${what}`),
        isDone: () => nodeIs(api, node, (now) => now.user?.id === user.id),
      };
    });
    const title = (count: number) =>
      `Move ${count} ${count === 1 ? 'node' : 'nodes'} to ${describeUser(user)}`;
    const words = { title, none: 'No node is meant, so none was moved' };
    await this.changeAll(plans, words, flags, () => api.listNodes());
  }
}
