import { Flags } from '@oclif/core';
import { nodesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { nodeExpiries } from '../../cli/many/node-expiries.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';
import { systemOffset } from '../../domain/moment.ts';
import { readExpiry } from '../../operations/expire-node.ts';

export default class NodesExpire extends NodeChangeCommand {
  static override summary = 'Log nodes out, now or at a time';
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
    { description: 'all that somebody has', command: 'hs nodes expire --filter user=alice' },
  ];
  static override args = { node: nodesArg() };
  static override flags = {
    in: Flags.string({ summary: 'After this long, such as 90d or 12h', helpValue: 'DURATION' }),
    at: Flags.string({ summary: 'At this time, such as 2026-12-31T18:00Z', helpValue: 'TIME' }),
    never: Flags.boolean({ summary: 'Not at all' }),
    ...targetFlags,
    ...formatFlag,
  };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesExpire);
    const expiry = readExpiry(flags, this.deps.now(), systemOffset);
    const choice = await this.nodesMeant(args.node ?? [], flags, 'Expire a node');
    const api = await this.connect(flags);
    const { words, plan } = await nodeExpiries(api, expiry, this.deps.now());
    const { nodes, ask } = await this.aim(choice, api, flags, 'confirm');
    await this.changeAll(
      nodes.map((node) => plan(node, ask)),
      words,
      flags,
      () => api.listNodes(),
    );
  }
}
