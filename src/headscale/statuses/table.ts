import { KEY_AND_POLICY_STATUSES } from './keys-and-policy.ts';
import type { StatusRow } from './row.ts';
import { SERVER_STATUSES } from './server.ts';
import { USER_AND_NODE_STATUSES } from './users-and-nodes.ts';

/** Every refusal known of Headscale 0.23 to 0.29; the first that fits holds. */
export const STATUS_TABLE: readonly StatusRow[] = [
  ...SERVER_STATUSES,
  ...USER_AND_NODE_STATUSES,
  ...KEY_AND_POLICY_STATUSES,
];
