import type { Instant } from './instant.ts';
import type { PreAuthKey } from './pre-auth-key.ts';
import type { User } from './user.ts';

/** How a node came in, in the words of the wire (and of 0.30's JSON). */
export type RegisterMethod =
  | 'REGISTER_METHOD_UNSPECIFIED'
  | 'REGISTER_METHOD_AUTH_KEY'
  | 'REGISTER_METHOD_CLI'
  | 'REGISTER_METHOD_OIDC';

/** A device of the tailnet. */
export interface Node {
  /** Decimal, never "0". */
  readonly id: string;
  /** What the device calls itself (its host name); devices choose it, several may share one. */
  readonly name: string;
  /** The name in the tailnet's DNS, unique. */
  readonly givenName: string;
  /** The owner; the pseudo user `tagged-devices` for tagged nodes in lists of 0.28 and later; else null. */
  readonly user: User | null;
  readonly ipAddresses: readonly string[];
  readonly tags: readonly string[];
  readonly online: boolean;
  readonly lastSeen: Instant | null;
  /** Null means it never expires. */
  readonly expiry: Instant | null;
  /** Set where the server says "never" with Go's zero time, and not by leaving the expiry out. */
  readonly expiryIsZero?: true;
  readonly createdAt: Instant | null;
  readonly registerMethod: RegisterMethod;
  /** Routes an admin or the policy allowed. */
  readonly approvedRoutes: readonly string[];
  /** Routes the device announces. */
  readonly availableRoutes: readonly string[];
  /** Routes it serves now. Filled by lists only. */
  readonly subnetRoutes: readonly string[];
  readonly machineKey: string;
  readonly nodeKey: string;
  readonly discoKey: string;
  readonly preAuthKey: PreAuthKey | null;
}
