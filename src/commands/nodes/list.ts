import { listFlags, revealFlag } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { nodeView } from '../../output/views/nodes.ts';

export default class NodesList extends ServerCommand {
  static override summary = 'List nodes';
  static override examples = [
    { description: 'every node', command: 'hs nodes list' },
    { description: 'longest unseen first', command: 'hs nodes list --sort lastSeen' },
    {
      description: 'names and addresses for a script',
      command: "hs nodes list -o json | jq -r '.[] | .givenName, .ipAddresses[0]'",
    },
  ];
  static override flags = { ...listFlags, ...revealFlag };
  static override columns = nodeView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(NodesList);
    this.out.check(nodeView);
    const api = await this.connect(flags);
    await this.out.list(await api.listNodes(), nodeView);
  }
}
