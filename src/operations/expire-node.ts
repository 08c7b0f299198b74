import { parseLifetime } from '../domain/duration.ts';
import { fromMillis, type Instant, toMillis, toRfc3339 } from '../domain/instant.ts';
import { type LocalOffset, parseMoment } from '../domain/moment.ts';
import { whenText } from '../domain/when-text.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi, NodeExpiry } from '../headscale/port.ts';

/** When a node is to expire, as typed; nothing means now. */
export interface WishedExpiry {
  readonly in?: string | undefined;
  readonly at?: string | undefined;
  readonly never?: boolean;
}

/**
 * Reads when a node is to expire.
 * @throws HsError `usage` for more than one wish, `invalid_value` for a time or duration that is none
 */
export function readExpiry(wished: WishedExpiry, nowMs: number, localOffset: LocalOffset): NodeExpiry {
  const given = [wished.in !== undefined, wished.at !== undefined, wished.never === true].filter(
    Boolean,
  ).length;
  if (given > 1) throw new HsError('usage', 'Only one of --in, --at and --never can hold');
  if (wished.never) return 'never';
  if (wished.in !== undefined) return { at: fromMillis(nowMs + parseLifetime(wished.in)) };
  return wished.at === undefined ? 'now' : { at: futureMoment(wished.at, nowMs, localOffset) };
}

/** A time that is over would log the node out at once, which is said shorter; it is more likely a slip. */
function futureMoment(text: string, nowMs: number, localOffset: LocalOffset): Instant {
  const moment = parseMoment(text, localOffset);
  if (toMillis(moment) > nowMs) return moment;
  throw new HsError('invalid_value', `--at ${toRfc3339(moment)} is in the past`, {
    hint: 'To expire the node now, leave --at out.',
  });
}

/**
 * `now`, `never`, or `in 90 days, 2027-02-22 05:54 UTC`: as a plan says it.
 * @param nowMs milliseconds since 1970
 */
export function expiryText(expiry: NodeExpiry, nowMs: number): string {
  return typeof expiry === 'string' ? expiry : whenText(expiry.at, nowMs);
}

/**
 * Makes sure the release can do it, before anybody is asked; answers what it does besides.
 * @throws HsError `unsupported`: an older release would expire the node at once
 */
export async function prepareExpiry(api: HeadscaleApi, expiry: NodeExpiry): Promise<string[]> {
  if (expiry === 'never') await api.require('nodeExpiryCanBeDisabled');
  else if (expiry !== 'now') await api.require('nodeExpiryCanBeSet');
  const hazard = await api.hazard('expiryForgottenAtRestart');
  return hazard ? [`${hazard.sentence}. ${hazard.instead}`] : [];
}
