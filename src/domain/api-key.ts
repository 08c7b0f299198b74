import type { Instant } from './instant.ts';

/** A key that opens the admin API. There are no roles: every one of them may do everything. */
export interface ApiKey {
  readonly id: string;
  /** Raw up to 0.27 (10 or 7 characters); `hskey-api-<12>-***` or `<7>***` later. */
  readonly prefix: string;
  readonly expiration: Instant | null;
  readonly createdAt: Instant | null;
  /** Null in every release measured. */
  readonly lastSeen: Instant | null;
}

/** An API key just made, with the secret that is shown this once. */
export interface NewApiKey extends ApiKey {
  readonly secret: string;
}
