import type { Instant } from './instant.ts';
import type { User } from './user.ts';

/** A key that lets a device join without being asked. */
export interface PreAuthKey {
  readonly id: string;
  /** Null where the server says none owns it: a key of tags alone (0.28 and later). */
  readonly user: User | null;
  /** What the server lists: the secret itself up to 0.27, a masked form later, the secret once after creating. */
  readonly key: string;
  readonly reusable: boolean;
  readonly ephemeral: boolean;
  readonly used: boolean;
  /** Null where unset; the zero time is kept, since such a key is expired from birth. */
  readonly expiration: Instant | null;
  readonly createdAt: Instant | null;
  readonly aclTags: readonly string[];
}

/** What a new pre-auth key is made of. A key without an expiration is born expired, so there is always one. */
export interface NewPreAuthKey {
  /** Null asks for a key owned by its tags alone (0.28 and later). */
  readonly user: User | null;
  readonly reusable: boolean;
  readonly ephemeral: boolean;
  readonly expiration: Instant;
  readonly aclTags: readonly string[];
}
