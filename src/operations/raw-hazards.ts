import { quoted } from '../domain/quoted.ts';
import { userNameFault } from '../domain/user-name.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { RawObject } from '../headscale/raw-call.ts';
import { isRawChange } from './raw-rules.ts';

type Hazard = Parameters<HeadscaleApi['hazard']>[0];

/**
 * Keeps what was measured to do harm from being sent by hand: node or user 0, empty names, keys without an end or an
 * owner, expiries that the release would take for "now", ends of keys there are not. Answers warnings.
 * @throws HsError `invalid_value`, `unsupported`, `not_found`
 */
export async function checkRawHazards(api: HeadscaleApi, rpc: string, message: RawObject): Promise<string[]> {
  refuseGaps(rpc, message);
  refuseZeros(rpc, message);
  if (!isRawChange(rpc)) return [];
  const owner = await checkNewKey(api, rpc, message);
  await checkExpiry(api, rpc, message);
  await refuseUnknownKey(api, rpc, message);
  const facts = await Promise.all(hazardsOf(rpc, message).map((hazard) => api.hazard(hazard)));
  return [
    ...owner,
    ...(await nameWarnings(api, rpc, message)),
    ...facts.flatMap((fact) => (fact ? [`Warning: ${fact.sentence}`, fact.instead] : [])),
  ];
}

/** Without these a call means the first node there is (up to 0.26), the only user (0.24 to 0.30) or no name. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  GetNode: ['nodeId'],
  GetNodeRoutes: ['nodeId'],
  DeleteNode: ['nodeId'],
  ExpireNode: ['nodeId'],
  RenameNode: ['nodeId', 'newName'],
  SetTags: ['nodeId'],
  SetApprovedRoutes: ['nodeId'],
  MoveNode: ['nodeId', 'user'],
  RegisterNode: ['user'],
  AuthRegister: ['user'],
  DebugCreateNode: ['user'],
  CreateUser: ['name'],
  RenameUser: ['newName'],
};

function refuseGaps(rpc: string, message: RawObject): void {
  for (const field of NEEDED[rpc] ?? []) {
    if (!isUnset(message[field])) continue;
    if (field === 'nodeId') throw noNode(rpc);
    const why = field === 'user' ? 'an empty one means somebody else' : 'an empty one would be stored';
    throw refused(rpc, `needs "${field}", and ${why}`, `Add "${field}".`);
  }
  if (rpc === 'DeleteUser' && isUnset(message['id']) && isUnset(message['name']))
    throw refused(rpc, 'has to say which user', 'hs users list shows them.');
  if (rpc === 'SetPolicy' && isUnset(message['policy']))
    throw refused(rpc, 'without "policy" stores an empty policy', 'Give the text: "policy": "{…}".');
}

/** 0 is what a field is when nothing was said. */
function refuseZeros(rpc: string, message: RawObject): void {
  for (const [field, value] of Object.entries(message)) {
    if (!/(^id|^user|Id)$/.test(field) || !/^0+$/.test(String(value))) continue;
    throw field === 'nodeId'
      ? noNode(rpc)
      : refused(rpc, `with "${field}" 0 means nothing`, 'Give a real id.');
  }
}

function noNode(rpc: string): HsError {
  return refused(rpc, 'needs "nodeId", and 0 is none', 'hs nodes list shows the ids.');
}

async function checkNewKey(api: HeadscaleApi, rpc: string, message: RawObject): Promise<string[]> {
  if (!/^Create(PreAuthKey|ApiKey)$/.test(rpc)) return [];
  if (isUnset(message['expiration'])) {
    throw refused(
      rpc,
      'without "expiration" makes a key that is expired from birth',
      'Add one: "expiration": "2027-01-01T00:00:00Z".',
    );
  }
  if (rpc === 'CreateApiKey' || !isUnset(message['user'])) return [];
  await api.require('preAuthKeysNeedNoOwner');
  return ['Warning: without "user" the key belongs to nobody'];
}

async function checkExpiry(api: HeadscaleApi, rpc: string, message: RawObject): Promise<void> {
  if (rpc !== 'ExpireNode') return;
  if (!isUnset(message['expiry'])) await api.require('nodeExpiryCanBeSet');
  if (message['disableExpiry'] === true) await api.require('nodeExpiryCanBeDisabled');
}

/** Some releases answer OK when there is no such key. */
async function refuseUnknownKey(api: HeadscaleApi, rpc: string, message: RawObject): Promise<void> {
  if (!/^(Expire|Delete)PreAuthKey$/.test(rpc)) return;
  if (!(await api.hazard('expiringUnknownPreAuthKeySaysOk'))) return;
  if (isUnset(message['id'])) throw refused(rpc, 'needs "id"', 'hs preauthkeys list shows the ids.');
  const id = String(message['id']).replace(/^0+/, '');
  if ((await api.listPreAuthKeys()).some((key) => key.id === id)) return;
  throw new HsError('not_found', `There is no pre-auth key with the id ${quoted(id)}`, {
    hint: 'hs preauthkeys list shows what there is.',
  });
}

/** What a release that does not look at names would store. */
async function nameWarnings(api: HeadscaleApi, rpc: string, message: RawObject): Promise<string[]> {
  const name = rpc === 'CreateUser' ? message['name'] : rpc === 'RenameUser' ? message['newName'] : undefined;
  const fault = typeof name === 'string' ? userNameFault(name) : undefined;
  if (fault === undefined || !(await api.hazard('namesAreNotChecked'))) return [];
  return [`Warning: ${quoted(String(name))} is no good user name: ${fault}`];
}

/** What is to be expected of a call, besides what it says. */
function hazardsOf(rpc: string, message: RawObject): Hazard[] {
  switch (rpc) {
    case 'DeleteUser':
      return ['deletingUserDeletesAllPreAuthKeys'];
    case 'RenameUser':
      return ['renamedUserKeepsOldNameInNodes'];
    case 'ExpireNode':
      return ['expiryForgottenAtRestart'];
    case 'SetApprovedRoutes':
      return isEmpty(message['routes']) ? ['clearedRoutesForgottenAtRestart'] : [];
    case 'SetTags':
      return isEmpty(message['tags']) ? ['clearedTagsForgottenAtRestart'] : ['taggingIsOneWay'];
    case 'AuthReject':
      return ['rejectedLoginsCanStillRegister'];
    default:
      return [];
  }
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isEmpty(value: unknown): boolean {
  return isUnset(value) || (Array.isArray(value) && value.length === 0);
}

function refused(rpc: string, why: string, hint: string): HsError {
  return new HsError('invalid_value', `${rpc} ${why}`, { hint });
}
