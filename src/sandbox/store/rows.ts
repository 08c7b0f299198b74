import type { Instant } from '../../domain/instant.ts';
import type { Row } from './table.ts';

/** A user. Users made through the API have no provider; those that came by OIDC may lack a name. */
export interface UserRow extends Row {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly providerId: string;
  readonly provider: string;
  readonly profilePicUrl: string;
  readonly createdAt: Instant;
}

/** A pre-auth key with its secret in clear, since releases up to 0.27 show it again and again. */
export interface PreAuthKeyRow extends Row {
  /** Owner, or creator of a tagged key; null for a tagged key that nobody owns (0.28 and later). */
  readonly userId: number | null;
  readonly secret: string;
  readonly reusable: boolean;
  readonly ephemeral: boolean;
  readonly used: boolean;
  /** The zero time when none was given, which means expired. */
  readonly expiration: Instant;
  readonly createdAt: Instant;
  readonly tags: readonly string[];
}

/** How a node came in, by the names of the protobuf enum. */
export type RegisterMethod =
  | 'REGISTER_METHOD_UNSPECIFIED'
  | 'REGISTER_METHOD_AUTH_KEY'
  | 'REGISTER_METHOD_CLI'
  | 'REGISTER_METHOD_OIDC';

/** What a client says of itself, before and after it is registered. */
export interface Device {
  readonly machineKey: string;
  readonly nodeKey: string;
  readonly discoKey: string;
  /** As the device's operating system has it. */
  readonly hostname: string;
  readonly announcedRoutes: readonly string[];
  readonly requestedTags: readonly string[];
  readonly expiry: Instant | null;
}

/** Fields that 0.27.1 and 0.28.0 change in memory only; here is what the database still holds. */
export interface OnDisk {
  readonly expiry?: Instant | null;
  readonly tags?: readonly string[];
  readonly approvedRoutes?: readonly string[];
}

/** A node. */
export interface NodeRow extends Row, Device {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly givenName: string;
  /** Owner; from 0.29 on null for tagged nodes, in 0.28 the creator of one. */
  readonly userId: number | null;
  /** The owner's name as the node store of 0.27 and later remembers it: a rename does not reach it. */
  readonly ownerName: string;
  readonly registerMethod: RegisterMethod;
  /** Set by an admin or a key: `forced_tags` up to 0.27, `tags` later. */
  readonly tags: readonly string[];
  readonly preAuthKeyId: number | null;
  readonly lastSeen: Instant | null;
  readonly createdAt: Instant;
  readonly online: boolean;
  readonly approvedRoutes: readonly string[];
  readonly onDisk?: OnDisk;
}

/** One announced prefix of one node: the routes of releases up to 0.25. */
export interface RouteRow extends Row {
  readonly nodeId: number;
  readonly prefix: string;
  readonly advertised: boolean;
  readonly enabled: boolean;
  readonly isPrimary: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** An API key: the prefix in clear, the secret as a hash. */
export interface ApiKeyRow extends Row {
  readonly prefix: string;
  /** SHA-256 of the secret part, hexadecimal. */
  readonly hash: string;
  /** Which release line made it: that decides how it is written and who still takes it. */
  readonly form: ApiKeyForm;
  readonly expiration: Instant;
  readonly createdAt: Instant;
}

/** `10+43` up to 0.24, `7+32` up to 0.27, `hskey-api-12-64` since. */
export type ApiKeyForm = '10+43' | '7+32' | 'hskey';

/** A stored policy; the newest row holds. */
export interface PolicyRow extends Row {
  readonly text: string;
  readonly updatedAt: Instant;
}
