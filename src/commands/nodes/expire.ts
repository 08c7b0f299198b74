import { Flags } from '@oclif/core';
import { nodeArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { systemOffset } from '../../domain/moment.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import { expiryText, prepareExpiry, readExpiry } from '../../operations/expire-node.ts';

export default class NodesExpire extends NodeChangeCommand {
  static override summary = 'Log a node out, now or at a time';
  static override description =
    'An expired node keeps its place and its addresses; its user has to log it in again. ' +
    'A time can be set from 0.27.1 on, --never from 0.29 on: older servers would expire the node at once, so they ' +
    'are not asked.';
  static override examples = [
    { description: 'now', command: 'hs nodes expire laptop' },
    { description: 'in 90 days', command: 'hs nodes expire laptop --in 90d' },
    {
      description: 'at a time (local, unless it says otherwise)',
      command: 'hs nodes expire laptop --at "2026-12-31 18:00"',
    },
    { description: 'never', command: 'hs nodes expire server --never' },
  ];
  static override args = { node: nodeArg({ required: true }) };
  static override flags = {
    in: Flags.string({ summary: 'After this long, such as 90d or 12h', helpValue: 'DURATION' }),
    at: Flags.string({ summary: 'At this time, such as 2026-12-31T18:00Z', helpValue: 'TIME' }),
    never: Flags.boolean({ summary: 'Not at all' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesExpire);
    const expiry = readExpiry(flags, this.deps.now(), systemOffset);
    this.requireSomebodyToAsk('Expire a node', flags);
    const api = await this.connect(flags);
    const consequences = await prepareExpiry(api, expiry);
    const { node, ask } = await this.aim(args.node, api, flags, 'confirm');
    const when = expiryText(expiry);
    await this.change(
      {
        target: { id: node.id, name: node.givenName },
        proposal: {
          title: `Expire node ${describeNode(node)} ${when} on ${this.server.address.text}`,
          consequences,
          ask,
        },
        apply: async () => {
          await api.expireNode(node, expiry);
          return expiry === 'now'
            ? `Expired node ${describeNode(node)}`
            : `Node ${describeNode(node)} expires ${when}`;
        },
      },
      flags,
    );
  }
}
