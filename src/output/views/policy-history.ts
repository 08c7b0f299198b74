import { parseRfc3339 } from '../../domain/instant.ts';
import type { PolicyBackup } from '../../domain/policy-backup.ts';
import type { View } from '../view.ts';

/** Policies that were replaced from this machine, in every format. */
export const policyHistoryView: View<PolicyBackup> = {
  one: 'earlier policy',
  many: 'earlier policies',
  columns: [
    { id: 'id', header: 'ID', description: 'what commands take', value: ({ id }) => id, shrink: 'never' },
    {
      id: 'replacedAt',
      header: 'Replaced',
      description: 'when another was put in its place',
      value: ({ replacedAt }) => parseRfc3339(replacedAt) ?? null,
    },
    { id: 'by', header: 'By', description: 'the command that replaced it', value: ({ by }) => by },
    {
      id: 'lines',
      header: 'Lines',
      description: 'how many it has',
      value: ({ lines }) => lines,
      align: 'right',
    },
    { id: 'bytes', header: 'Bytes', description: 'its size', value: ({ bytes }) => bytes, align: 'right' },
    {
      id: 'change',
      header: 'Change',
      description: 'lines that were added and removed when it was replaced',
      value: ({ added, removed }) => `+${added} -${removed}`,
      appears: 'lists',
    },
    {
      id: 'added',
      header: 'Added',
      description: 'lines that were added when it was replaced',
      value: ({ added }) => added,
      appears: 'asked',
    },
    {
      id: 'removed',
      header: 'Removed',
      description: 'lines that were removed when it was replaced',
      value: ({ removed }) => removed,
      appears: 'asked',
    },
    {
      id: 'note',
      header: 'Note',
      description: 'the reason that was given',
      value: ({ note }) => note,
      hideEmpty: true,
    },
  ],
  toJson: ({ id, replacedAt, by, lines, bytes, added, removed, note }) => ({
    id,
    replacedAt,
    by,
    lines,
    bytes,
    added,
    removed,
    note,
  }),
  id: ({ id }) => id,
};
