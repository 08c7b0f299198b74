import type { Rule } from './rule.ts';
import { CONNECTION_RULES } from './rules/connection.ts';
import { GLOBAL_RULES } from './rules/global.ts';
import { KEY_RULES } from './rules/keys.ts';
import { NODE_RULES } from './rules/nodes.ts';
import { POLICY_RULES } from './rules/policy.ts';
import { PREAUTHKEY_RULES } from './rules/preauthkeys.ts';
import { USER_RULES } from './rules/users.ts';
import { WAITING_DEVICE_RULES } from './rules/waiting-devices.ts';

/** Which documented difference explains which cases; the first whose words fit holds. */
export const RULES: readonly Rule[] = [
  ...GLOBAL_RULES,
  ...CONNECTION_RULES,
  ...USER_RULES,
  ...KEY_RULES,
  ...POLICY_RULES,
  ...NODE_RULES,
  ...PREAUTHKEY_RULES,
  ...WAITING_DEVICE_RULES,
];
