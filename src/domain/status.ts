import type { ApiKey } from './api-key.ts';
import { type Instant, isZeroTime, toMillis } from './instant.ts';
import type { Node } from './node.ts';
import { isRefusedByLaterReleases } from './old-api-key.ts';
import type { PreAuthKey } from './pre-auth-key.ts';
import { formatRelative } from './relative-time.ts';
import { isWaiting, routesOf } from './route.ts';
import { isTaggedDevices, type User } from './user.ts';

const DAY_MS = 86_400_000;
/** What ends within a week is told of. */
const SOON_MS = 7 * DAY_MS;
/** The key in use is told of earlier: without it nothing works. */
const OWN_KEY_SOON_MS = 14 * DAY_MS;
/** The most things that one line names. */
const MOST_NAMED = 3;

/** What a server listed, at one time. */
export interface StatusFacts {
  readonly nodes: readonly Node[];
  readonly users: readonly User[];
  readonly preAuthKeys: readonly PreAuthKey[];
  readonly apiKeys: readonly ApiKey[];
  /** The key in use, as the server lists it; undefined on a socket. */
  readonly ownKey: ApiKey | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Something that waits for a person. */
interface Attention {
  /** Stable: programs tell by it. */
  readonly kind:
    | 'own_api_key_ends'
    | 'api_keys_refused_by_upgrade'
    | 'routes_waiting'
    | 'nodes_expired'
    | 'nodes_expiring'
    | 'pre_auth_keys_lapsing'
    | 'users_alike';
  readonly text: string;
  /** What to type next. */
  readonly command: string;
}

/** A tailnet at a glance. */
export interface TailnetStatus {
  readonly nodes: Readonly<Record<'total' | 'online' | 'offline' | 'expired' | 'expiring', number>>;
  readonly routes: Readonly<Record<'approved' | 'serving' | 'waiting', number>>;
  readonly users: { readonly total: number };
  /** `usable` are not over and not used up; `unused` are those of them that no node joined with. */
  readonly preAuthKeys: Readonly<Record<'total' | 'usable' | 'unused', number>>;
  readonly apiKeys: Readonly<Record<'total' | 'usable', number>> & { readonly ownEnds: Instant | null };
  /** The most pressing first. */
  readonly attention: readonly Attention[];
}

/** What a tailnet comes to, and what in it needs a person. */
export function tailnetStatus(facts: StatusFacts): TailnetStatus {
  const { nodes, users, preAuthKeys, apiKeys, ownKey, now } = facts;
  const routes = routesOf(nodes);
  const usable = preAuthKeys.filter((key) => isUsable(key, now));
  return {
    nodes: {
      total: nodes.length,
      online: nodes.filter(({ online }) => online).length,
      offline: nodes.filter(({ online }) => !online).length,
      expired: nodes.filter(({ expiry }) => isOver(expiry, now)).length,
      expiring: nodes.filter(({ expiry }) => endsWithin(expiry, now, SOON_MS)).length,
    },
    routes: {
      approved: routes.filter(({ approved }) => approved).length,
      serving: routes.filter(({ serving }) => serving).length,
      waiting: routes.filter(isWaiting).length,
    },
    users: { total: users.filter((user) => !isTaggedDevices(user)).length },
    preAuthKeys: {
      total: preAuthKeys.length,
      usable: usable.length,
      unused: usable.filter(({ used }) => !used).length,
    },
    apiKeys: {
      total: apiKeys.length,
      usable: apiKeys.filter(({ expiration }) => expiration !== null && toMillis(expiration) > now).length,
      ownEnds: ownKey?.expiration ?? null,
    },
    attention: [
      ...ownKeyEnds(facts),
      ...keysRefusedByUpgrade(facts),
      ...routesWaiting(facts),
      ...nodesExpired(facts),
      ...nodesExpiring(facts),
      ...keysLapsing(facts),
      ...usersAlike(facts),
    ],
  };
}

function ownKeyEnds({ ownKey, now }: StatusFacts): Attention[] {
  const end = ownKey?.expiration ?? null;
  if (end === null || toMillis(end) - now > OWN_KEY_SOON_MS) return [];
  const text = `The API key in use ends ${formatRelative(end, now)}`;
  return [{ kind: 'own_api_key_ends', text, command: 'hs apikeys rotate' }];
}

function keysRefusedByUpgrade({ apiKeys, now }: StatusFacts): Attention[] {
  const old = apiKeys.filter((key) => isRefusedByLaterReleases(key, now));
  if (old.length === 0) return [];
  const text = `${counted(old, 'API key')} made by 0.23 or 0.24, which 0.28 and later refuse: ${named(old, ({ prefix }) => prefix)}`;
  return [{ kind: 'api_keys_refused_by_upgrade', text, command: 'hs apikeys list' }];
}

function routesWaiting({ nodes }: StatusFacts): Attention[] {
  const waiting = routesOf(nodes).filter(isWaiting);
  if (waiting.length === 0) return [];
  const text = `${counted(waiting, 'route')} ${waiting.length === 1 ? 'waits' : 'wait'} for approval: ${named(waiting, ({ node, prefix }) => `${prefix} of ${node.givenName}`)}`;
  return [{ kind: 'routes_waiting', text, command: 'hs routes list --waiting' }];
}

function nodesExpired({ nodes, now }: StatusFacts): Attention[] {
  const expired = nodes.filter(({ expiry }) => isOver(expiry, now));
  if (expired.length === 0) return [];
  const text = `${counted(expired, 'node')} expired, to log in again or to be deleted: ${named(expired, ({ givenName }) => givenName)}`;
  return [{ kind: 'nodes_expired', text, command: 'hs nodes list --expired' }];
}

function nodesExpiring({ nodes, now }: StatusFacts): Attention[] {
  const soon = nodes.filter(({ expiry }) => endsWithin(expiry, now, SOON_MS));
  if (soon.length === 0) return [];
  const text = `${counted(soon, 'node')} must log in again within 7 days: ${named(soon, ({ givenName, expiry }) => `${givenName} ${expiry ? formatRelative(expiry, now) : ''}`)}`;
  return [{ kind: 'nodes_expiring', text, command: 'hs nodes list --expiring' }];
}

/** Keys for one use are made to lapse; those for many are what machines join with. */
function keysLapsing({ preAuthKeys, now }: StatusFacts): Attention[] {
  const soon = preAuthKeys.filter(
    (key) => key.reusable && isUsable(key, now) && endsWithin(key.expiration, now, SOON_MS),
  );
  if (soon.length === 0) return [];
  const text = `${counted(soon, 'reusable pre-auth key')} ${soon.length === 1 ? 'lapses' : 'lapse'} within 7 days: ${named(soon, ({ id }) => `id ${id}`)}`;
  return [
    { kind: 'pre_auth_keys_lapsing', text, command: "hs preauthkeys list --filter 'usable and expires<7d'" },
  ];
}

/**
 * People whom a name does not tell apart: from an identity provider, two can have the same. And one person twice, made
 * by hand and by the provider, which the e-mail address shows.
 */
function usersAlike({ users }: StatusFacts): Attention[] {
  const idsOf = (alike: readonly User[]) => alike.map(({ id }) => id).join(', ');
  const byName = alikeBy(users, ({ name }) => name);
  const named = new Set(byName.map(idsOf));
  const byEmail = alikeBy(users, ({ email }) => email).filter((alike) => !named.has(idsOf(alike)));
  return [
    ...byName.map((alike): Attention => {
      const text = `${alike.length} users are called ${alike[0]?.name}: ids ${idsOf(alike)}`;
      return { kind: 'users_alike', text, command: 'hs users list --sort name' };
    }),
    ...byEmail.map((alike): Attention => {
      const text = `${alike.length} users have the e-mail address ${alike[0]?.email}: ids ${idsOf(alike)}`;
      return { kind: 'users_alike', text, command: 'hs users list --sort email' };
    }),
  ];
}

/** Groups of users that share a text, whatever its case; an empty one is shared by nobody. */
function alikeBy(users: readonly User[], text: (user: User) => string): User[][] {
  const groups = Map.groupBy(users, (user) => text(user).toLowerCase());
  return [...groups].filter(([key, alike]) => key !== '' && alike.length > 1).map(([, alike]) => alike);
}

function isUsable(key: PreAuthKey, now: number): boolean {
  return (key.reusable || !key.used) && key.expiration !== null && toMillis(key.expiration) > now;
}

/** Go's zero time stands for "never" in nodes. */
function isOver(end: Instant | null, now: number): boolean {
  return end !== null && !isZeroTime(end) && toMillis(end) <= now;
}

function endsWithin(end: Instant | null, now: number, ms: number): boolean {
  return end !== null && toMillis(end) > now && toMillis(end) <= now + ms;
}

function counted(things: readonly unknown[], noun: string): string {
  return `${things.length} ${noun}${things.length === 1 ? '' : 's'}`;
}

function named<T>(things: readonly T[], name: (thing: T) => string): string {
  const shown = things.slice(0, MOST_NAMED).map(name).join(', ');
  return things.length > MOST_NAMED ? `${shown} and ${things.length - MOST_NAMED} more` : shown;
}
