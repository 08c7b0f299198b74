import { diffText, type NamedDiff } from '../diff-text.ts';
import type { View } from '../view.ts';

/** What would become of the stored policy, in machine formats; people see the diff alone. */
export const policyDiffView: View<NamedDiff> = {
  one: 'diff',
  many: 'diffs',
  columns: [
    {
      id: 'different',
      header: 'Different',
      description: 'whether the two differ',
      value: ({ lines }) => lines.length > 0,
    },
    { id: 'from', header: 'From', description: 'what is stored', value: ({ from }) => from },
    { id: 'to', header: 'To', description: 'what it is compared with', value: ({ to }) => to },
    { id: 'added', header: 'Added', description: 'lines added', value: ({ added }) => added },
    { id: 'removed', header: 'Removed', description: 'lines removed', value: ({ removed }) => removed },
    { id: 'diff', header: 'Diff', description: 'the unified diff', value: diffText },
  ],
  toJson: (diff) => ({
    different: diff.lines.length > 0,
    from: diff.from,
    to: diff.to,
    added: diff.added,
    removed: diff.removed,
    diff: diffText(diff),
  }),
  id: ({ to }) => to,
};
