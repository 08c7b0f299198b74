import type { Node } from '../domain/node.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { aimAtNode, refuseHostName } from '../operations/aim-at-node.ts';
import type { Proposal } from './approval.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';

/** The base of commands that change a node. */
export abstract class NodeChangeCommand extends ChangeCommand {
  /**
   * The node that is meant, and how it has to be asked: a host name alone is asked about at least, since a device
   * may have taken another's. Without a terminal it is refused, and --yes does not help.
   */
  protected async aim(
    reference: string,
    api: HeadscaleApi,
    flags: ChangeFlags,
    ask: Proposal['ask'],
  ): Promise<{ node: Node; ask: Proposal['ask'] }> {
    const { node, byHostName } = aimAtNode(reference, await api.listNodes());
    if (!byHostName || flags['dry-run']) return { node, ask };
    if (!this.prompter(flags)) return refuseHostName(node);
    return { node, ask: ask === 'none' ? 'confirm' : ask };
  }
}
