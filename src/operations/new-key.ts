import { parseLifetime } from '../domain/duration.ts';
import { fromMillis, type Instant } from '../domain/instant.ts';
import { parseTags } from '../domain/tag.ts';
import { HsError } from '../errors.ts';

/** A pre-auth key without a wish for its end lasts this long. */
export const DEFAULT_PRE_AUTH_KEY_LIFETIME = '1h';

/** An API key without a wish for its end lasts this long. */
export const DEFAULT_API_KEY_LIFETIME = '90d';

/** Said with every new key: no server shows one a second time. */
export const SHOWN_ONCE = 'The key is shown only now';

/** The end of a new key: there is always one, since a key without is expired from birth on every release. */
export function endOfLifetime(text: string, nowMs: number): Instant {
  return fromMillis(nowMs + parseLifetime(text));
}

/**
 * The tags of a new key.
 * @throws HsError `usage` where no user and no tags would own it
 */
export function keyTags(typed: readonly string[] | undefined, noUser: boolean): string[] {
  const tags = parseTags(typed ?? []);
  if (noUser && tags.length === 0) {
    throw new HsError('usage', 'A key without a user needs tags to own it', {
      hint: 'Add them: --no-user --tags tag:server',
    });
  }
  return tags;
}
