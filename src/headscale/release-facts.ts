import type { Release } from '../domain/release.ts';

/** Something that is so from one release to another, both included; open where a side is left out. */
export interface ReleaseFact {
  readonly since?: Release;
  readonly until?: Release;
  /** Of a capability: what cannot be done elsewhere. Of a hazard: what happens. No full stop. */
  readonly sentence: string;
  /** What to do where it cannot be done, or before the hazard strikes. */
  readonly instead: string;
}

/** What only some releases can. Facts are from the releases' schemas and from running servers of each. */
export const CAPABILITIES = {
  usersKeepProfiles: {
    since: '0.24',
    sentence: 'Headscale before 0.24 keeps no display name, e-mail address or picture of a user',
    instead: 'Create the user with a name alone: `hs users create NAME`.',
  },
  routesAreLists: {
    since: '0.26',
    sentence: 'Headscale before 0.26 approves routes one by one, and only those a node announces',
    instead: 'Let the node announce the route first (`tailscale set --advertise-routes=…`), then approve it.',
  },
  healthHasACall: {
    since: '0.27.0',
    sentence: 'Headscale before 0.27 has no health call in its admin API',
    instead: "Ask the server's public address: `curl https://HOST/health`.",
  },
  changesShareWrites: {
    since: '0.27.0',
    sentence:
      'Headscale before 0.27 cannot write the changes of several nodes together: they take their turns',
    instead: 'Of many changes it is sent four at a time at most.',
  },
  nodeExpiryCanBeSet: {
    since: '0.27.1',
    sentence: "Headscale before 0.27.1 cannot set when a node's key expires: it would expire it at once",
    instead: '`hs nodes expire NODE` expires it now; a new expiry comes with the next login of the device.',
  },
  nodeExpiryCanBeDisabled: {
    since: '0.29',
    sentence: "Headscale before 0.29 cannot switch a node's expiry off: it would expire it at once",
    instead: 'From 0.27.1 on, `hs nodes expire NODE --in 3650d` comes to the same.',
  },
  nodesCanMove: {
    until: '0.27.1',
    sentence: 'Headscale from 0.28 on cannot move a node to another user',
    instead: 'Let the device log in again and register it for the other user.',
  },
  tagsCanBeCleared: {
    until: '0.27.1',
    sentence: 'Headscale from 0.28 on cannot take the last tag from a node',
    instead: 'Let the device log in again without tags, and register it for a user.',
  },
  preAuthKeysCanBeDeleted: {
    since: '0.28',
    sentence: 'Headscale before 0.28 cannot delete a pre-auth key',
    instead: '`hs preauthkeys expire KEY` makes it useless.',
  },
  preAuthKeysNeedNoOwner: {
    since: '0.28',
    sentence: 'Headscale before 0.28 has no pre-auth key without a user',
    instead: 'Name a user: `hs preauthkeys create --user NAME`.',
  },
  authSessionsCanBeFinished: {
    since: '0.29',
    sentence: 'Headscale before 0.29 cannot approve or reject a waiting login',
    instead: '`hs nodes register --key KEY` registers a waiting device.',
  },
  tagsCanOwnTags: {
    since: '0.28',
    sentence: 'Headscale before 0.28 takes no tag for the owner of a tag in a policy',
    instead: 'Name users or groups in tagOwners.',
  },
  policyCanBeChecked: {
    since: '0.29',
    sentence: 'Headscale before 0.29 cannot check a policy without setting it',
    instead: '`hs policy check FILE` then looks at the text itself: its syntax, its fields and its names.',
  },
} as const satisfies Record<string, ReleaseFact>;

/** What some releases do that an admin would not expect. Each was measured on running servers. */
export const HAZARDS = {
  nodeIdZeroHitsTheFirstNode: {
    until: '0.26',
    sentence: 'Headscale up to 0.26 takes node 0 for the first node there is, and deletes that',
    instead: 'hs never sends it.',
  },
  policyNamesUsersBarely: {
    until: '0.25',
    sentence: 'Headscale up to 0.25 takes a bare word in a policy for a user; later releases want `alice@`',
    instead: 'Write `alice@` before an upgrade to 0.26 or later.',
  },
  policyFieldsAreIgnored: {
    until: '0.26',
    sentence: 'Headscale up to 0.26 ignores fields of a policy that it does not know, misspelt ones too',
    instead: '`hs policy check FILE` names them.',
  },
  devicesOfAnotherUserRefused: {
    until: '0.24',
    sentence: 'Headscale up to 0.24 refuses a device that was registered with another user before',
    instead: 'Delete the old node first: `hs nodes delete NODE`.',
  },
  preAuthKeysListedByName: {
    until: '0.25',
    sentence: 'Headscale up to 0.25 does not list the pre-auth keys of users without a name of their own',
    instead: 'Rename one of those who share a name: `hs users rename id:3 NAME`.',
  },
  emptyPolicyIsStored: {
    since: '0.24',
    sentence: 'Headscale from 0.24 on stores an empty policy and drops all rules at its next start',
    instead: '`hs policy get` shows what is stored.',
  },
  usersShareNames: {
    since: '0.24',
    sentence: 'Users from OIDC can share a name, or have none',
    instead: 'Name the user by id: `id:3`.',
  },
  policyLiveBeforeItIsStored: {
    since: '0.24',
    sentence:
      'A policy that is refused while it is compiled can be live until the next restart, though it was not stored',
    instead: 'Set the last good policy again: `hs policy set FILE`.',
  },
  oidcUsersCannotBeRenamed: {
    since: '0.25',
    until: '0.26',
    sentence: 'Headscale 0.25 and 0.26 do not rename users that come from OIDC',
    instead: "Change the name at the identity provider; it comes with the user's next login.",
  },
  namesAreNotChecked: {
    since: '0.27.0',
    sentence: 'Headscale from 0.27 on accepts any text as a user name, even one no policy can express',
    instead: 'hs refuses such names itself.',
  },
  nodeWritesWaitForABatch: {
    since: '0.27.0',
    sentence: 'Headscale from 0.27 on writes nodes every half second, so each change waits for that',
    instead: 'Change many nodes in one command: the changes then wait together.',
  },
  renamedUserKeepsOldNameInNodes: {
    since: '0.27.0',
    sentence: "After a rename the nodes still show their owner's old name",
    instead: 'The id stays the same: name the owner by id, or restart the server.',
  },
  clearedTagsForgottenAtRestart: {
    since: '0.27.1',
    until: '0.27.1',
    sentence: 'Headscale 0.27.1 forgets at its next restart that tags were cleared: they come back',
    instead: 'Clear them again after a restart, or go to 0.28.',
  },
  clearedRoutesForgottenAtRestart: {
    since: '0.27.1',
    until: '0.28',
    sentence:
      'Headscale 0.27.1 and 0.28 forget at their next restart that all routes were revoked: they come back',
    instead: 'Revoke them again after a restart, or go to 0.29.',
  },
  expiryForgottenAtRestart: {
    since: '0.27.1',
    until: '0.28',
    sentence: 'Headscale 0.27.1 and 0.28 forget the new expiry at their next restart: the node is as before',
    instead: 'Delete the node to shut it out for good, or go to 0.29.',
  },
  listsSecretsInClear: {
    until: '0.27.1',
    sentence: 'Headscale up to 0.27 lists the secrets of pre-auth keys in clear',
    instead: 'hs masks them unless `--reveal` is given.',
  },
  oldKeysListedInClear: {
    since: '0.28',
    sentence: 'Pre-auth keys made before 0.28 are still listed in clear',
    instead: 'hs masks them unless `--reveal` is given; `hs preauthkeys delete KEY` removes one.',
  },
  taggingIsOneWay: {
    since: '0.28',
    sentence: 'A tagged node belongs to its tags: it cannot be given back to its user',
    instead: 'Only a new login of the device without tags makes it owned by a user again.',
  },
  tagsNeedAnOwnerInThePolicy: {
    since: '0.28',
    sentence: "Headscale from 0.28 on refuses tags that the policy's tagOwners do not name",
    instead: 'Add the tag to tagOwners first, and `hs policy set FILE`.',
  },
  apiKeysOfOldReleasesRefused: {
    since: '0.28',
    sentence: 'API keys made by 0.23 and 0.24 are still listed, but refused like unknown ones',
    instead: 'Make a new key on the server: `headscale apikeys create --expiration 90d`.',
  },
  deletingUserDeletesAllPreAuthKeys: {
    since: '0.28',
    until: '0.28',
    sentence: 'Headscale 0.28.0 deletes every pre-auth key of every user when any user is deleted',
    instead: 'Make the keys that are still needed again, or go to 0.29 first.',
  },
  expiringUnknownPreAuthKeySaysOk: {
    since: '0.28',
    until: '0.29',
    sentence: 'Headscale 0.28 and 0.29 answer OK when a pre-auth key to expire or delete does not exist',
    instead: 'hs looks the key up first.',
  },
  rejectedLoginsCanStillRegister: {
    since: '0.29',
    sentence: 'A rejected login can still be registered with the same id',
    instead: 'Tell whoever holds the id, or wait 15 minutes: then it is forgotten.',
  },
} as const satisfies Record<string, ReleaseFact>;
