import type { ChangeRecord } from '../../domain/change-record.ts';
import { parseRfc3339 } from '../../domain/instant.ts';
import type { Tone } from '../style.ts';
import type { View } from '../view.ts';

const TONES: Readonly<Record<ChangeRecord['result'], Tone>> = {
  changed: 'good',
  failed: 'bad',
  unknown: 'warning',
};

/** Changes made from this machine, in every format. */
export const historyView: View<ChangeRecord> = {
  one: 'change',
  many: 'changes',
  columns: [
    {
      id: 'at',
      header: 'When',
      description: 'when the answer was there',
      value: ({ at }) => parseRfc3339(at) ?? null,
    },
    {
      id: 'where',
      header: 'Where',
      description: 'context, or address where there was none',
      value: ({ context, address }) => context ?? address,
    },
    { id: 'change', header: 'Change', description: 'what was done', value: ({ change }) => change },
    {
      id: 'target',
      header: 'Target',
      description: 'what it was done to',
      value: ({ target: { id, name } }) => (id === '' ? name : `${name} (id ${id})`),
    },
    { id: 'detail', header: 'Detail', description: 'what it was changed to', value: ({ detail }) => detail },
    {
      id: 'result',
      header: 'Result',
      description: 'changed, failed, or unknown where the answer was lost',
      value: ({ result }) => result,
      shown: ({ result }) => ({ text: result, tone: TONES[result] }),
      shrink: 'never',
    },
    { id: 'note', header: 'Note', description: 'the reason that was given', value: ({ note }) => note },
    {
      id: 'error',
      header: 'Error',
      description: 'why it failed',
      value: ({ error }) => error,
      appears: 'wide',
    },
    {
      id: 'address',
      header: 'Address',
      description: 'the server',
      value: ({ address }) => address,
      appears: 'wide',
    },
  ],
  toJson: ({ at, context, address, change, target, detail, result, error, note }) => ({
    at,
    context,
    address,
    change,
    target: { kind: target.kind, id: target.id, name: target.name },
    detail,
    result,
    error,
    note,
  }),
  id: ({ target }) => target.id,
};
