import type { Release } from '../../domain/release.ts';
import { RELEASES, releaseIndex } from '../../domain/release.ts';
import type { Rule } from '../context.ts';
import { createApiKey, deleteApiKey, expireApiKey, listApiKeys } from './api-keys.ts';
import { setApprovedRoutes } from './approved-routes.ts';
import { finishAuthSession } from './auth-sessions.ts';
import { backfillNodeIps } from './backfill.ts';
import { health } from './health.ts';
import { deleteNode, expireNode, getNode, listNodes, moveNode, renameNode } from './nodes.ts';
import { checkPolicy, getPolicy, setPolicy } from './policy.ts';
import { createPreAuthKey, deletePreAuthKey, expirePreAuthKey, listPreAuthKeys } from './pre-auth-keys.ts';
import { debugCreateNode, register } from './registration.ts';
import { deleteRoute, disableRoute, enableRoute, getNodeRoutes, getRoutes } from './route-rows.ts';
import { setTags } from './tags.ts';
import { createUser, deleteUser, getUser, listUsers, renameUser } from './users.ts';

/** One call: its rule, the releases that have it, and whether it waits for the node store of 0.27 and later. */
export interface Call {
  readonly rule: Rule;
  readonly first?: Release;
  readonly last?: Release;
  /** How many batches of the node store it waits for, from 0.27 on. */
  readonly batches?: (release: Release) => number;
}

const oneBatch = () => 1;
/** SetTags and DeleteNode write twice from 0.28 on. */
const twoBatchesLater = (release: Release) => (releaseIndex(release) >= releaseIndex('0.28') ? 2 : 1);

/** Every call any release ever had. */
const CALLS: Readonly<Record<string, Call>> = {
  GetUser: { rule: getUser, last: '0.23' },
  CreateUser: { rule: createUser },
  RenameUser: { rule: renameUser },
  DeleteUser: { rule: deleteUser },
  ListUsers: { rule: listUsers },

  CreatePreAuthKey: { rule: createPreAuthKey },
  ExpirePreAuthKey: { rule: expirePreAuthKey },
  DeletePreAuthKey: { rule: deletePreAuthKey, first: '0.28' },
  ListPreAuthKeys: { rule: listPreAuthKeys },

  DebugCreateNode: { rule: debugCreateNode },
  GetNode: { rule: getNode },
  ListNodes: { rule: listNodes },
  SetTags: { rule: setTags, batches: twoBatchesLater },
  SetApprovedRoutes: { rule: setApprovedRoutes, first: '0.26', batches: oneBatch },
  RegisterNode: { rule: register('key') },
  DeleteNode: { rule: deleteNode, batches: twoBatchesLater },
  ExpireNode: { rule: expireNode, batches: oneBatch },
  RenameNode: { rule: renameNode, batches: oneBatch },
  MoveNode: { rule: moveNode, last: '0.27.1' },
  BackfillNodeIPs: { rule: backfillNodeIps },

  GetRoutes: { rule: getRoutes, last: '0.25' },
  EnableRoute: { rule: enableRoute, last: '0.25' },
  DisableRoute: { rule: disableRoute, last: '0.25' },
  GetNodeRoutes: { rule: getNodeRoutes, last: '0.25' },
  DeleteRoute: { rule: deleteRoute, last: '0.25' },

  AuthRegister: { rule: register('authId'), first: '0.29' },
  AuthApprove: { rule: finishAuthSession, first: '0.29' },
  AuthReject: { rule: finishAuthSession, first: '0.29' },

  CreateApiKey: { rule: createApiKey },
  ExpireApiKey: { rule: expireApiKey },
  DeleteApiKey: { rule: deleteApiKey },
  ListApiKeys: { rule: listApiKeys },

  GetPolicy: { rule: getPolicy },
  SetPolicy: { rule: setPolicy },
  CheckPolicy: { rule: checkPolicy, first: '0.29' },

  Health: { rule: health, first: '0.27.0' },
};

/** The calls of a release by name. */
export function callsOf(release: Release): ReadonlyMap<string, Call> {
  const at = releaseIndex(release);
  return new Map(
    Object.entries(CALLS).filter(([, { first = RELEASES[0], last = '0.30' }]) => {
      return releaseIndex(first) <= at && at <= releaseIndex(last);
    }),
  );
}
