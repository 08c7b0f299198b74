import { expect } from 'vitest';
import type { Outcome } from '../../support/harness.ts';
import { NOW, type Tailnet } from '../../support/tailnet.ts';

/**
 * Every call of the `headscale` program that the integration tests of Headscale 0.28 and 0.29 make, with what they
 * expect of it. `U3` and the like are our names for them.
 */
export interface Step {
  readonly id: string;
  /** Only with this release behind. */
  readonly on?: '0.28' | '0.29';
  /** What happens before, beside the command line. */
  before?(net: Tailnet, seen: Seen): void | Promise<void>;
  readonly line: string | readonly string[] | ((seen: Seen) => string | readonly string[]);
  readonly files?: Readonly<Record<string, string>>;
  readonly fails?: boolean;
  /** What stdout holds, as a part of its JSON. */
  readonly json?: unknown;
  /** What it does not hold. */
  readonly absent?: string;
  readonly out?: RegExp;
  readonly err?: RegExp;
  /** What is kept for the lines after it, by its name. */
  keep?(ended: Outcome): Readonly<Record<string, string>>;
}

export type Seen = Readonly<Record<string, string>>;

/** A time that is so many seconds ahead. */
export const later = (seconds: number) => expect.objectContaining({ seconds: NOW / 1000 + seconds });

/** Keeps the id of what was made. */
export const idOf = (ended: Outcome) => ({ id: String((ended.json() as { id: number }).id) });

/** A user as the tests of Headscale make them. */
export const user = (name: string): Step => ({
  id: 'U1',
  line: `users create ${name} --email=${name}@test.no --output json`,
  json: { name, email: `${name}@test.no` },
});

/** A policy with tags that both users own. */
export const GOOD_POLICY = JSON.stringify({
  acls: [{ action: 'accept', src: ['*'], dst: ['*:*'] }],
  tagOwners: { 'tag:exists': ['user1@'], 'tag:other': ['user2@'] },
});
