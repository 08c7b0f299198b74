import type { ApiKey } from '../domain/api-key.ts';
import type { Instant } from '../domain/instant.ts';
import type { LazyList } from '../domain/lazy-list.ts';
import type { Node } from '../domain/node.ts';
import type { Policy } from '../domain/policy.ts';
import type { NewPreAuthKey, PreAuthKey } from '../domain/pre-auth-key.ts';
import type { ReleaseRange } from '../domain/release.ts';
import type { NewUser, User } from '../domain/user.ts';
import type { Capability, Hazard } from './capabilities.ts';
import type { RawObject } from './raw-call.ts';
import type { ReleaseFact } from './release-facts.ts';

/** How one call may end early. Timeouts are per call, in milliseconds. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** How the release is looked at. */
export interface ReleaseOptions extends CallOptions {
  /** Asks the page `/version` on the same address too, without the key, where the transport would not. */
  readonly askPage?: boolean;
}

/** When a node's key shall end. `never` exists from 0.29 on; a time from 0.27.1 on. */
export type NodeExpiry = 'now' | 'never' | { readonly at: Instant };

/** What is known of the server's release, and from what. */
export interface ServerRelease {
  /** Undefined where nothing telling was seen: reads go on as far as they can, changes are refused. */
  readonly range: ReleaseRange | undefined;
  /** The version text of `/version`, where one was read. */
  readonly version: string | undefined;
  /** How it was found, for people: `probes`, `reflection`, `/version`, `--assume-release`. */
  readonly foundBy: readonly string[];
  /** Evidence that contradicts itself, said to the user; the stricter side holds. */
  readonly contradiction: string | undefined;
}

/**
 * A running Headscale in domain terms. Nothing above this line knows a release or a wire.
 * Every method throws `HsError`: `credentials`, `not_found`, `conflict`, `unreachable`, `timeout`, `answer_lost`,
 * `unsupported`, `unknown_release`, `failed`. A changing method first makes sure of the release on the connection
 * it is sent on, is sent once and never repeated.
 */
export interface HeadscaleApi {
  /** What carries the calls, for people: `gRPC`, `HTTP`. */
  readonly transport: string;

  /** Makes the connection; ends once calls can leave, or after so many milliseconds. Never throws. */
  underWay(withinMs: number): Promise<void>;

  /** What is known of the release of this connection; looked up once, shared by all. */
  release(options?: ReleaseOptions): Promise<ServerRelease>;

  /** Whether every release this server can be has it; false where nothing is known of the release. */
  can(capability: Capability, options?: CallOptions): Promise<boolean>;
  /** Throws `unsupported` or `unknown_release` where it cannot: to be asked before a person is. */
  require(capability: Capability, options?: CallOptions): Promise<void>;
  /** What this release cannot do that others can, a sentence each. */
  cannot(options?: ReleaseOptions): Promise<string[]>;
  /** What is to be said of a hazard; undefined where no release this server can be has it. */
  hazard(name: Hazard, options?: CallOptions): Promise<ReleaseFact | undefined>;

  listUsers(options?: CallOptions): Promise<User[]>;
  createUser(user: NewUser, options?: CallOptions): Promise<User>;
  renameUser(user: User, newName: string, options?: CallOptions): Promise<User>;
  deleteUser(user: User, options?: CallOptions): Promise<void>;

  /** Keys of all users. `users` saves a call where the release lists keys by user and the caller has them. */
  listPreAuthKeys(options?: CallOptions & { users?: readonly User[] }): Promise<PreAuthKey[]>;
  createPreAuthKey(key: NewPreAuthKey, options?: CallOptions): Promise<PreAuthKey>;
  expirePreAuthKey(key: PreAuthKey, options?: CallOptions): Promise<void>;
  deletePreAuthKey(key: PreAuthKey, options?: CallOptions): Promise<void>;

  listNodes(options?: CallOptions): Promise<Node[]>;
  /**
   * The same to go through once, for a list that nobody has to keep: where it can be, a node is read when it is taken.
   * What is wrong with one is thrown then.
   */
  eachNode(options?: CallOptions): Promise<LazyList<Node>>;
  registerNode(user: User, registrationId: string, options?: CallOptions): Promise<Node>;
  renameNode(node: Node, newName: string, options?: CallOptions): Promise<Node>;
  deleteNode(node: Node, options?: CallOptions): Promise<void>;
  expireNode(node: Node, expiry: NodeExpiry, options?: CallOptions): Promise<Node>;
  setTags(node: Node, tags: readonly string[], options?: CallOptions): Promise<Node>;
  /** Up to 0.27. */
  moveNode(node: Node, user: User, options?: CallOptions): Promise<Node>;
  /** Replaces the whole set of approved routes; up to 0.25 row by row, so not in one step. */
  setApprovedRoutes(node: Node, routes: readonly string[], options?: CallOptions): Promise<Node>;
  /** Gives addresses to nodes that lack them; answers what it changed, in the server's words. */
  backfillNodeIps(options?: CallOptions): Promise<string[]>;

  /** 0.29 and later: finishes a pending web or SSH check session. */
  approveAuth(authId: string, options?: CallOptions): Promise<void>;
  rejectAuth(authId: string, options?: CallOptions): Promise<void>;

  listApiKeys(options?: CallOptions): Promise<ApiKey[]>;
  /** Answers the secret, which is shown only now. */
  createApiKey(expiration: Instant, options?: CallOptions): Promise<string>;
  expireApiKey(key: ApiKey, options?: CallOptions): Promise<void>;
  deleteApiKey(key: ApiKey, options?: CallOptions): Promise<void>;

  getPolicy(options?: CallOptions): Promise<Policy>;
  setPolicy(text: string, options?: CallOptions): Promise<Policy>;
  /** 0.29 and later. Throws `failed` with the server's reason where the policy is bad. */
  checkPolicy(text: string, options?: CallOptions): Promise<void>;

  /** 0.27 and later. */
  health(options?: CallOptions): Promise<{ databaseConnectivity: boolean }>;

  /** The names of the calls the release has, as its schema spells them, or of those that any release has. */
  rawCalls(options?: CallOptions & { anyRelease?: boolean }): Promise<readonly string[]>;
  /**
   * Any call of the release, plain JSON in and out. `change` false sends it without looking whether the release is
   * still the one that was seen. Throws `usage` for a call there is not, `invalid_value` for fields it does not have.
   */
  raw(rpc: string, message: RawObject, options: CallOptions & { change: boolean }): Promise<RawObject>;

  close(): void;
}
