import type { Policy } from '../../domain/policy.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { View } from '../view.ts';

/** The policy in machine formats; for people its text stands alone. */
export const policyView: View<Policy> = {
  one: 'policy',
  many: 'policies',
  columns: [
    { id: 'policy', header: 'Policy', description: 'the HuJSON text as stored', value: ({ text }) => text },
    {
      id: 'updatedAt',
      header: 'Updated',
      description: 'when it was stored; unknown where it is a file on the server',
      value: ({ updatedAt }) => knownTime(updatedAt),
    },
  ],
  toJson: ({ text, updatedAt }) => ({ policy: text, updatedAt: jsonTime(knownTime(updatedAt)) }),
  id: () => 'policy',
};
