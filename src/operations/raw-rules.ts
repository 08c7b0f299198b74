import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { RawObject } from '../headscale/raw-call.ts';

/** Calls that change nothing; every other one is a change. */
const READS = /^(Get|List|Health$|CheckPolicy$)/;

/** True for a call that changes something on the server. */
export function isRawChange(rpc: string): boolean {
  return !READS.test(rpc);
}

/** Calls that undo a lot at once: their name has to be typed. */
export const SEVERE_RAW_CALLS: ReadonlySet<string> = new Set(['DeleteUser', 'SetPolicy', 'BackfillNodeIPs']);

/** @throws HsError `unsupported` for a call of other releases, `usage` for one of none, with those that come near */
export async function requireRpc(api: HeadscaleApi, rpc: string): Promise<void> {
  const names = await api.rawCalls();
  if (names.includes(rpc)) return;
  const elsewhere = (await api.rawCalls({ anyRelease: true })).includes(rpc);
  throw new HsError(
    elsewhere ? 'unsupported' : 'usage',
    elsewhere ? `This release has no call ${rpc}; others have` : `This release has no call "${rpc}"`,
    { hint: didYouMean(nearest(rpc, names)) ?? `It has: ${names.join(', ')}.` },
  );
}

/**
 * Reads the JSON of a call.
 * @throws HsError `invalid_value`
 */
export function parseRawMessage(text: string | undefined): RawObject {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HsError('invalid_value', 'The message is no JSON', {
      hint: 'Write an object in single quotes: \'{"name": "alice"}\', or - to read it from standard input.',
      cause,
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RawObject;
  throw new HsError('invalid_value', 'The message has to be a JSON object', { hint: 'Nothing is {}.' });
}
