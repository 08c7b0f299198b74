import type { Release } from '../../domain/release.ts';
import { RELEASES, releaseIndex } from '../../domain/release.ts';
import type { Rule } from '../context.ts';
import { createApiKey, deleteApiKey, expireApiKey, listApiKeys } from './api-keys.ts';
import { createUser, deleteUser, getUser, listUsers, renameUser } from './users.ts';

/** One call: its rule, the releases that have it, and whether it waits for the node store of 0.27 and later. */
export interface Call {
  readonly rule: Rule;
  readonly first?: Release;
  readonly last?: Release;
  readonly writesNodes?: boolean;
}

/** Every call any release ever had. */
const CALLS: Readonly<Record<string, Call>> = {
  GetUser: { rule: getUser, last: '0.23' },
  CreateUser: { rule: createUser },
  RenameUser: { rule: renameUser },
  DeleteUser: { rule: deleteUser },
  ListUsers: { rule: listUsers },
  ListNodes: { rule: () => ({ nodes: [] }) },

  CreateApiKey: { rule: createApiKey },
  ExpireApiKey: { rule: expireApiKey },
  DeleteApiKey: { rule: deleteApiKey },
  ListApiKeys: { rule: listApiKeys },
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
