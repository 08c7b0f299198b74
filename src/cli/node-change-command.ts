import { nodeFields } from '../domain/filter/node-fields.ts';
import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { type AimedNode, aimAtNode, onlyHostNames, refuseHostNames } from '../operations/aim-at-node.ts';
import { forFilter } from '../operations/current-owners.ts';
import type { Proposal } from './approval.ts';
import type { ChangeFlags } from './change-command.ts';
import { type Choice, chosenOf } from './many/choice.ts';
import type { ItemPlan } from './many/item-plan.ts';
import { ManyCommand } from './many/many-command.ts';

/** What commands read that change nodes. */
export interface NodeFlags extends ChangeFlags {
  readonly filter?: readonly string[] | undefined;
}

/** What there is to say of every node that is changed, whatever is changed of it. */
type NodeBasics = Pick<ItemPlan, 'target' | 'label' | 'facts' | 'warnings'>;

/** The base of commands that change nodes. */
export abstract class NodeChangeCommand extends ManyCommand {
  /**
   * The nodes that are meant, in the words of the command line; throws as `choice` does.
   * @param asks what will have to be asked, where it always is
   */
  protected async nodesMeant(
    named: readonly string[],
    flags: NodeFlags,
    asks?: string,
  ): Promise<Choice<Node>> {
    return await this.choice({ word: 'NODE', named, filter: flags.filter, fields: nodeFields, asks }, flags);
  }

  /**
   * The nodes themselves, all that there are beside them, and how they have to be asked about: a host name alone is asked about at least, since a
   * device may have taken another's. --yes does not say that this node is meant: without a terminal it is refused, on
   * one it is asked all the same.
   */
  protected async aim(
    choice: Choice<Node>,
    api: HeadscaleApi,
    flags: ChangeFlags,
    ask: Proposal['ask'],
  ): Promise<{ nodes: Node[]; all: readonly Node[]; ask: Proposal['ask'] }> {
    const all = await forFilter(api, choice.by === 'filter' ? choice.filter : undefined).listNodes();
    const lookup = {
      find: (reference: string) => aimAtNode(reference, all),
      idOf: ({ node }: AimedNode) => node.id,
      fits: (node: Node) => ({ node, byHostName: false }),
    };
    const aimed = chosenOf(choice, all, lookup, this.deps.now());
    const nodes = aimed.map(({ node }) => node);
    const doubtful = aimed.filter(({ byHostName }) => byHostName).map(({ node }) => node);
    if (doubtful.length === 0 || flags['dry-run']) return { nodes, all, ask };
    const prompter = this.prompter(flags);
    if (!prompter) return refuseHostNames(doubtful);
    if (flags.yes) {
      this.out.question([onlyHostNames(doubtful)]);
      const question = doubtful.length === 1 ? 'Is this the node?' : 'Are these the nodes?';
      if (!(await prompter.confirm(question))) throw new HsError('aborted', 'Aborted, nothing changed');
    }
    return { nodes, all, ask: ask === 'none' ? 'confirm' : ask };
  }

  /** The same for a command that changes one node. */
  protected async aimAtOne(
    reference: string,
    api: HeadscaleApi,
    flags: ChangeFlags,
  ): Promise<{ node: Node; ask: Proposal['ask'] }> {
    const { nodes, ask } = await this.aim({ by: 'name', references: [reference] }, api, flags, 'none');
    const [node] = nodes;
    if (!node) throw new Error('a reference is found or refused');
    return { node, ask };
  }

  /** What every plan for a node begins with. */
  protected basics(node: Node): NodeBasics {
    return {
      target: { id: node.id, name: node.givenName },
      label: describeNode(node),
      facts: [],
      warnings: [],
    };
  }
}
