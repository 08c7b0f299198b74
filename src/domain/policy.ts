import type { Instant } from './instant.ts';

/** The access policy as stored: HuJSON text, byte for byte. */
export interface Policy {
  readonly text: string;
  /** Null where the policy is a file on the server. */
  readonly updatedAt: Instant | null;
}
