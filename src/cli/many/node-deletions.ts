import type { Node } from '../../domain/node.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import { isGone } from '../../operations/done-already.ts';
import type { ItemPlan, ManyWords } from './item-plan.ts';

const words: ManyWords = {
  title: (count) => `Delete ${count} ${count === 1 ? 'node' : 'nodes'}`,
  none: 'No node is meant, so none was deleted',
};

/** Deleting nodes, be they named or pruned. */
export const nodeDeletions = {
  words,
  plan(api: HeadscaleApi, node: Node, ask: ItemPlan['ask']): ItemPlan {
    const label = describeNode(node);
    return {
      target: { id: node.id, name: node.givenName },
      label,
      title: `Delete node ${label}`,
      facts: node.online ? ['It is online now'] : [],
      warnings: [],
      ask,
      async apply() {
        await api.deleteNode(node);
        return `Deleted node ${label}`;
      },
      isDone: () => isGone(() => api.listNodes(), node),
    };
  },
};
