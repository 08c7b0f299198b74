import { fromMillis } from '../../domain/instant.ts';
import type { Context, Rule } from '../context.ts';
import { from } from '../context.ts';
import { Devices } from '../devices.ts';
import { makeApiKey } from '../rules/api-keys.ts';
import { setApprovedRoutes } from '../rules/approved-routes.ts';
import { expireNode } from '../rules/nodes.ts';
import { setPolicy } from '../rules/policy.ts';
import { createPreAuthKey } from '../rules/pre-auth-keys.ts';
import { register } from '../rules/registration.ts';
import { enableRoute } from '../rules/route-rows.ts';
import { setTags } from '../rules/tags.ts';
import type { NodeRow, UserRow } from '../store/rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Fills an empty store with a tailnet that people live in: users with and without a name of their own, nodes online,
 * gone, expired and tagged, routes that wait, an exit node, keys used, lapsed and good.
 */
export function seedDemo(context: Context): void {
  const seeder = new Seeder(context);
  const [alice, bob, carol] = seeder.users();
  call(context, setPolicy, { policy: demoPolicy(context) });
  const keys = seeder.keys(alice, bob);
  const router = seeder.join(keys.reusable, 'router-berlin', ['10.1.0.0/24', '10.2.0.0/24']);
  seeder.approve(router, ['10.1.0.0/24']);
  seeder.arrive(bob, "Bob's MacBook Pro");
  seeder.join(keys.tagged, 'web-1');
  seeder.gone(seeder.arrive(bob, 'old_phone'), 45 * DAY_MS);
  const exit = seeder.join(keys.reusable, 'exit-paris', ['0.0.0.0/0', '::/0']);
  seeder.approve(exit, ['0.0.0.0/0', '::/0']);
  seeder.expired(seeder.arrive(alice, 'laptop'), 3 * DAY_MS);
  seeder.arrive(bob, 'nas.local', ['192.168.1.0/24']);
  seeder.login(seeder.arrive(carol, 'Ünï-Phone 日本'), 20 * DAY_MS);
  const runner = seeder.join(keys.ephemeral, 'ci-runner');
  call(context, setTags, { nodeId: runner.id, tags: ['tag:ci'] });
  makeApiKey(context, fromMillis(context.now() - DAY_MS));
  seeder.age();
}

/** A policy with people who may own tags, in the words of the release. */
function demoPolicy(context: Context): string {
  const at = from(context, '0.26') ? '@' : '';
  return `{
  // people who may own tags
  "groups": { "group:admins": ["alice${at}"] },
  "tagOwners": {
    "tag:server": ["group:admins"],
    "tag:ci": ["alice${at}", "bob${at}"],
  },
  "acls": [
    { "action": "accept", "src": ["*"], "dst": ["*:*"] },
  ],
}
`;
}

function call(context: Context, rule: Rule, request: Record<string, unknown>): void {
  rule(context, request);
}

class Seeder {
  readonly #context: Context;
  readonly #devices: Devices;

  constructor(context: Context) {
    this.#context = context;
    this.#devices = new Devices(context);
  }

  users(): [UserRow, UserRow, UserRow] {
    const profiles = from(this.#context, '0.24');
    const user = (name: string, displayName: string, oidc: boolean, days: number): UserRow =>
      this.#context.store.users.insert({
        name: oidc && profiles ? '' : name,
        displayName: profiles ? displayName : '',
        email: profiles ? `${name}@example.com` : '',
        provider: oidc && profiles ? 'oidc' : '',
        providerId: oidc && profiles ? 'https://sso.example.com/7f3c9d2e' : '',
        profilePicUrl: '',
        createdAt: fromMillis(this.#context.now() - days * DAY_MS),
      });
    return [
      user('alice', 'Alice Example', false, 400),
      user('bob', 'Bob "the builder" O\'Neil', false, 380),
      user('carol', 'Carol Ünïcode', true, 200),
    ];
  }

  /** Answers the secrets of the keys that devices use. */
  keys(alice: UserRow, bob: UserRow): { reusable: string; tagged: string; ephemeral: string } {
    const inDays = (days: number) => ({ expiration: fromMillis(this.#context.now() + days * DAY_MS) });
    const reusable = this.#key(alice, { reusable: true, ...inDays(60) });
    const ephemeral = this.#key(bob, { ephemeral: true, ...inDays(7) });
    this.#key(bob, inDays(-10));
    const tagged = this.#key(from(this.#context, '0.28') ? null : alice, {
      aclTags: ['tag:server'],
      ...inDays(30),
    });
    this.#key(alice, { reusable: true, ephemeral: true, ...inDays(0.5) });
    return { reusable, tagged, ephemeral };
  }

  /** A device that comes in with a key. */
  join(secret: string, hostname: string, routes: readonly string[] = []): NodeRow {
    return this.#devices.join(secret, { hostname, routes });
  }

  /** A device that a user was given by the command line. */
  arrive(user: UserRow, hostname: string, routes: readonly string[] = []): NodeRow {
    const id = this.#devices.knock({ hostname, routes });
    const { store } = this.#context;
    if (user.name === '') return this.#withOidc(user, id);
    call(this.#context, register('key'), { user: user.name, key: id });
    return this.#devices.online(store.nodes.all().at(-1)?.id ?? 0);
  }

  approve(node: NodeRow, routes: readonly string[]): void {
    if (from(this.#context, '0.26')) call(this.#context, setApprovedRoutes, { nodeId: node.id, routes });
    else {
      const rows = this.#context.store.routes.filter(
        (row) => row.nodeId === node.id && routes.includes(row.prefix),
      );
      for (const row of rows) call(this.#context, enableRoute, { routeId: row.id });
    }
  }

  gone(node: NodeRow, agoMs: number): void {
    this.#devices.offline(node.id);
    this.#context.store.nodes.update(node.id, { lastSeen: fromMillis(this.#context.now() - agoMs) });
  }

  expired(node: NodeRow, agoMs: number): void {
    this.gone(node, agoMs);
    call(this.#context, expireNode, { nodeId: node.id });
    const expiry = fromMillis(this.#context.now() - agoMs);
    this.#context.store.nodes.update(node.id, { expiry, onDisk: {} });
  }

  /** A node whose login ends some day. */
  login(node: NodeRow, leftMs: number): void {
    this.gone(node, 2 * HOUR_MS);
    const expiry = fromMillis(this.#context.now() + leftMs);
    this.#context.store.nodes.update(node.id, { expiry });
  }

  /** Nothing in a lived-in tailnet is from today. */
  age(): void {
    const { store, now } = this.#context;
    const ago = (days: number) => ({ createdAt: fromMillis(now() - days * DAY_MS) });
    for (const { id } of store.preAuthKeys.all()) store.preAuthKeys.update(id, ago(360 - id));
    for (const { id } of store.nodes.all()) store.nodes.update(id, ago(320 - 25 * id));
  }

  #key(owner: UserRow | null, fields: Record<string, unknown>): string {
    const named = from(this.#context, '0.26') ? owner?.id : owner?.name;
    call(this.#context, createPreAuthKey, { ...fields, ...(named === undefined ? {} : { user: named }) });
    return this.#context.store.preAuthKeys.all().at(-1)?.secret ?? '';
  }

  /** The single sign-on names its user by itself. */
  #withOidc(user: UserRow, registrationId: string): NodeRow {
    const { store } = this.#context;
    store.users.update(user.id, { name: 'by-sso' });
    call(this.#context, register('key'), { user: 'by-sso', key: registrationId });
    store.users.update(user.id, { name: '' });
    const node = store.nodes.all().at(-1);
    return store.nodes.update(node?.id ?? 0, {
      ownerName: '',
      registerMethod: 'REGISTER_METHOD_OIDC',
      online: true,
    });
  }
}
