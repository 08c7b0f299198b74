import { type PolicyBackups, policyBackups } from '../state/policy-backups.ts';
import type { Dependencies } from './dependencies.ts';
import type { ServerTarget } from './server-target.ts';

/** The policies of a server that were replaced from this machine. */
export function keptPolicies(
  { state }: Pick<Dependencies, 'state'>,
  { address }: Pick<ServerTarget, 'address'>,
): PolicyBackups {
  return policyBackups(state, address.text);
}
