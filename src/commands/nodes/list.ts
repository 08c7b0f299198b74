import { nodeFilterFlags } from '../../cli/flags/filter.ts';
import { listFlags, revealFlag } from '../../cli/flags/output.ts';
import { watchFlag } from '../../cli/flags/watch.ts';
import { ListCommand } from '../../cli/list/list-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';
import { nodeView } from '../../output/views/nodes.ts';

export default class NodesList extends ListCommand {
  static override summary = 'List nodes';
  static override examples = [
    { description: 'every node', command: 'hs nodes list' },
    { description: 'what alice has online', command: 'hs nodes list --user alice --online' },
    { description: 'what bears a tag', command: 'hs nodes list --tag web' },
    {
      description: 'not seen for a month, longest unseen first',
      command: "hs nodes list --filter '!online and seen>30d' --sort lastSeen",
    },
    {
      description: 'names and addresses for a script',
      command: "hs nodes list --output json | jq -r '.[] | .givenName, .ipAddresses[0]'",
    },
  ];
  static override flags = { ...nodeFilterFlags, ...listFlags, ...watchFlag, ...revealFlag };
  static override columns = nodeView.columns;
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(NodesList);
    await this.list(flags, {
      view: nodeView,
      fields: nodeFields,
      read: (api, options) => api.eachNode(options),
    });
  }
}
