import type { Era } from './era.ts';

/** Where the schemas differ, in the words of what a codec has to know. Taken from `proto/<era>/headscale.proto`. */
export interface EraSchema {
  /** What RenameUser and DeleteUser take. */
  readonly usersBy: 'name' | 'id';
  /** Display name, e-mail and picture in CreateUserRequest. */
  readonly userProfiles: boolean;
  /** What CreatePreAuthKey, ListPreAuthKeys and MoveNode take for a user. */
  readonly ownersBy: 'name' | 'id';
  /** What ListPreAuthKeys is asked for: the keys of one user, or all. */
  readonly preAuthKeysListed: 'by user' | 'all';
  /** What ExpirePreAuthKey takes. */
  readonly preAuthKeysBy: 'secret' | 'id';
  /** The answer of CreatePreAuthKey holds the tags; 0.23 stores them but answers without. */
  readonly newPreAuthKeysShowTags: boolean;
  /** `PreAuthKey.user`: text (a name, or an e-mail address) or a User. */
  readonly preAuthKeyUser: 'text' | 'message';
  /** Forced, valid and invalid tags, or one list. */
  readonly tags: 'three lists' | 'one list';
  /** Rows of their own (GetRoutes, EnableRoute) or lists in a node (SetApprovedRoutes). */
  readonly routes: 'rows' | 'lists';
  readonly moveNode: boolean;
  /** The calls AuthRegister, AuthApprove, AuthReject and CheckPolicy, and ExpireNodeRequest.disable_expiry. */
  readonly auth: boolean;
  /** What ExpireApiKey and DeleteApiKey are given. */
  readonly apiKeysBy: 'prefix' | 'id';
  /** `User.name` shows the e-mail address, the provider's id or the decimal id where a user has no name. */
  readonly namesFallBack: boolean;
}

const E23: EraSchema = {
  usersBy: 'name',
  userProfiles: false,
  ownersBy: 'name',
  preAuthKeysListed: 'by user',
  preAuthKeysBy: 'secret',
  newPreAuthKeysShowTags: false,
  preAuthKeyUser: 'text',
  tags: 'three lists',
  routes: 'rows',
  moveNode: true,
  auth: false,
  apiKeysBy: 'prefix',
  namesFallBack: false,
};
const E24: EraSchema = { ...E23, usersBy: 'id', userProfiles: true, newPreAuthKeysShowTags: true };
const E26: EraSchema = { ...E24, ownersBy: 'id', preAuthKeyUser: 'message', routes: 'lists' };
const E28: EraSchema = {
  ...E26,
  preAuthKeysListed: 'all',
  preAuthKeysBy: 'id',
  tags: 'one list',
  moveNode: false,
  apiKeysBy: 'id',
  namesFallBack: true,
};
const E29: EraSchema = { ...E28, auth: true };

/** How each era's messages are shaped. */
export const ERA_SCHEMAS: Readonly<Record<Era, EraSchema>> = {
  '0.23': E23,
  '0.24': E24,
  '0.26': E26,
  '0.28': E28,
  '0.29': E29,
};
