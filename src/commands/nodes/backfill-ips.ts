import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { textLineView } from '../../output/views/text-lines.ts';

export default class NodesBackfillIps extends ChangeCommand {
  static override summary = "Make the nodes' addresses fit the configured prefixes";
  static override description =
    'After a prefix was added to or removed from the configuration of the server: nodes get what they lack and lose ' +
    'what no longer fits.';
  static override examples = [
    { description: 'asks first', command: 'hs nodes backfill-ips' },
    { description: 'from a script', command: 'hs nodes backfill-ips --yes --output json' },
  ];
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags } = await this.read(NodesBackfillIps);
    this.requireSomebodyToAsk('Backfill addresses', flags);
    const api = await this.connect(flags);
    const nodes = await api.listNodes();
    const proposal = {
      title: `Backfill the addresses of ${nodes.length} nodes on ${this.server.address.text}`,
      consequences: ['Nodes can lose addresses that other machines know them by'],
      ask: nodes.length > 10 ? { type: String(nodes.length) } : ('confirm' as const),
    };
    const changes = await this.approved({ proposal, apply: () => api.backfillNodeIps() }, flags);
    if (!changes) return await this.out.results([]);
    if (changes.length > 0)
      this.report(`${changes.length} address${changes.length === 1 ? '' : 'es'} changed`);
    await this.out.list(
      changes.map((text) => ({ text })),
      textLineView,
    );
  }
}
