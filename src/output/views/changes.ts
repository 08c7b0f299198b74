import type { ChangeResult, ChangeStatus } from '../../domain/change-result.ts';
import type { Tone } from '../style.ts';
import type { View } from '../view.ts';

const SHOWN: Readonly<Record<ChangeStatus, { readonly text: string; readonly tone: Tone }>> = {
  changed: { text: 'changed', tone: 'good' },
  unchanged: { text: 'unchanged', tone: 'dim' },
  failed: { text: 'failed', tone: 'bad' },
  unknown: { text: 'unknown', tone: 'warning' },
  'would-change': { text: 'would change', tone: 'accent' },
};

/** What became of each target of a changing command, in every format. `error` is there only where there is one. */
export const changeView: View<ChangeResult> = {
  one: 'result',
  many: 'results',
  columns: [
    {
      id: 'id',
      header: 'ID',
      description: 'number of the target',
      value: (result) => result.id,
      shrink: 'never',
    },
    { id: 'name', header: 'Name', description: 'name of the target', value: (result) => result.name },
    {
      id: 'status',
      header: 'Status',
      description: 'changed, unchanged, failed, unknown or would-change',
      value: (result) => result.status,
      shown: (result) => SHOWN[result.status],
      shrink: 'never',
    },
    { id: 'error', header: 'Error', description: 'why it failed', value: (result) => result.error ?? null },
  ],
  toJson: ({ id, name, status, error }) =>
    error === undefined ? { id, name, status } : { id, name, status, error },
  id: (result) => result.id,
};
