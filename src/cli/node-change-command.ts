import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { aimAtNode, refuseHostName } from '../operations/aim-at-node.ts';
import type { Proposal } from './approval.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';

/** The base of commands that change a node. */
export abstract class NodeChangeCommand extends ChangeCommand {
  /**
   * The node that is meant, and how it has to be asked: a host name alone is asked about at least, since a device
   * may have taken another's. --yes does not say that this node is meant: without a terminal it is refused, on one
   * it is asked all the same.
   */
  protected async aim(
    reference: string,
    api: HeadscaleApi,
    flags: ChangeFlags,
    ask: Proposal['ask'],
  ): Promise<{ node: Node; ask: Proposal['ask'] }> {
    const { node, byHostName } = aimAtNode(reference, await api.listNodes());
    if (!byHostName || flags['dry-run']) return { node, ask };
    const prompter = this.prompter(flags);
    if (!prompter) return refuseHostName(node);
    if (flags.yes) {
      this.out.question([`Only the host name fits, which devices choose themselves: ${describeNode(node)}`]);
      if (!(await prompter.confirm('Is this the node?')))
        throw new HsError('aborted', 'Aborted, nothing changed');
    }
    return { node, ask: ask === 'none' ? 'confirm' : ask };
  }
}
