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

/** @throws HsError `usage` for a call that the release does not have, with those that come near */
export function requireRpc(rpc: string, names: readonly string[]): void {
  if (names.includes(rpc)) return;
  throw new HsError('usage', `This release has no call "${rpc}"`, {
    hint: didYouMean(nearest(rpc, names)) ?? `It has: ${names.join(', ')}.`,
  });
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

/**
 * Keeps what was measured to do harm from being sent by hand: node or user 0, empty names, keys without an end, and
 * expiries that the release would take for "now". Answers warnings.
 * @throws HsError `invalid_value`, `unsupported`
 */
export async function checkRawHazards(api: HeadscaleApi, rpc: string, message: RawObject): Promise<string[]> {
  if (!isRawChange(rpc)) return [];
  refuseZeroIds(rpc, message);
  refuseEmptyNames(rpc, message);
  if (/^Create(PreAuthKey|ApiKey)$/.test(rpc) && isUnset(message['expiration'])) {
    throw refused(
      rpc,
      'without "expiration" makes a key that is expired from birth',
      'Add one: "expiration": "2027-01-01T00:00:00Z".',
    );
  }
  if (rpc === 'SetPolicy' && isUnset(message['policy'])) {
    throw refused(rpc, 'without "policy" stores an empty policy', 'Give the text: "policy": "{…}".');
  }
  if (rpc === 'ExpireNode') {
    if (!isUnset(message['expiry'])) await api.require('nodeExpiryCanBeSet');
    if (message['disableExpiry'] === true) await api.require('nodeExpiryCanBeDisabled');
  }
  const hazard = rpc === 'DeleteUser' ? await api.hazard('deletingUserDeletesAllPreAuthKeys') : undefined;
  return hazard ? [`Warning: ${hazard.sentence}`, hazard.instead] : [];
}

/** Ids that have to be there, by call: up to 0.26 node 0 is the first node there is. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  DeleteNode: ['nodeId'],
  ExpireNode: ['nodeId'],
  RenameNode: ['nodeId'],
  SetTags: ['nodeId'],
  SetApprovedRoutes: ['nodeId'],
  MoveNode: ['nodeId'],
};

function refuseZeroIds(rpc: string, message: RawObject): void {
  for (const field of IDS[rpc] ?? []) {
    if (isUnset(message[field]) || /^0+$/.test(String(message[field]))) {
      throw refused(rpc, `needs "${field}", and 0 is none`, 'hs nodes list shows the ids.');
    }
  }
  for (const [field, value] of Object.entries(message)) {
    if (/(^id|Id)$/.test(field) && /^0+$/.test(String(value)))
      throw refused(rpc, `with "${field}" 0 means nothing`, 'Give a real id.');
  }
}

/** An empty user name selects the only user there is (0.24 to 0.30). */
function refuseEmptyNames(rpc: string, message: RawObject): void {
  const needed = /^(RegisterNode|AuthRegister|DebugCreateNode|MoveNode)$/.test(rpc)
    ? ['user']
    : /^CreateUser$/.test(rpc)
      ? ['name']
      : [];
  for (const field of needed) {
    if (isUnset(message[field]))
      throw refused(rpc, `needs "${field}", and an empty one means somebody else`, `Add "${field}".`);
  }
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function refused(rpc: string, why: string, hint: string): HsError {
  return new HsError('invalid_value', `${rpc} ${why}`, { hint });
}
