import {
  hasCapability,
  hasHazard,
  hazardFact,
  missingCapabilities,
  requireCapability,
} from './capabilities.ts';
import type { EraCalls } from './eras/calls.ts';
import { ERAS, type Era } from './eras/era.ts';
import type { CallOptions, HeadscaleApi, ReleaseOptions, ServerRelease } from './port.ts';
import type { Wire } from './wire.ts';

/** Calls whose request is the same in every release, so that they can be sent before it is known. */
export type EarlyCall = 'ListUsers' | 'ListNodes' | 'ListApiKeys';

/** How one release is spoken to over one transport. */
export interface Spoken {
  readonly calls: EraCalls;
  /** Whose messages the wire carries: 0.30's have the names and fields of 0.29. */
  readonly era: Era;
  /** For calls made by hand. */
  readonly wire: Wire;
}

/** What a transport gives to build the port on. */
export interface Transport {
  /** For people: `gRPC`, `HTTP`. */
  readonly name: string;
  /** The release, as narrow as it can be told. */
  release(options: ReleaseOptions): Promise<ServerRelease>;
  /** Sends a call now and keeps its answer for the one who reads it, before the release is known. */
  sendEarly(call: EarlyCall, options: CallOptions): void;
  /**
   * Makes the connection, where the transport can do that before a call. Ends once calls can leave, or after so many
   * milliseconds: what keeps the processor busy meanwhile would hold them up. Never throws.
   */
  underWay(withinMs: number): Promise<void>;
  /** How to read from the release that was seen; goes on with a guess where it is not known. */
  reading(options: CallOptions): Promise<Spoken>;
  /**
   * Runs changing calls on a connection that the release was seen on, or not at all.
   * Throws `unknown_release` where it cannot be told.
   */
  changing<T>(options: CallOptions, call: (spoken: Spoken) => Promise<T>): Promise<T>;
  close(): void;
}

/** The port over any transport: knows the release before it reads an answer or changes anything. */
export function headscaleApi(transport: Transport): HeadscaleApi {
  const rangeOf = async (options: ReleaseOptions) => (await transport.release(options)).range;

  async function read<T>(options: CallOptions, call: (calls: EraCalls) => Promise<T>): Promise<T> {
    return await call((await transport.reading(options)).calls);
  }

  async function change<T>(options: CallOptions, call: (calls: EraCalls) => Promise<T>): Promise<T> {
    return await transport.changing(options, ({ calls }) => call(calls));
  }

  return {
    get transport() {
      return transport.name;
    },
    underWay: (withinMs) => transport.underWay(withinMs),
    release: (o = {}) => transport.release(o),
    can: async (capability, o = {}) => hasCapability(await rangeOf(o), capability),
    require: async (capability, o = {}) => requireCapability(await rangeOf(o), capability),
    cannot: async (o = {}) => missingCapabilities(await rangeOf(o)),
    hazard: async (name, o = {}) => (hasHazard(await rangeOf(o), name) ? hazardFact(name) : undefined),

    listUsers: (o = {}) => {
      transport.sendEarly('ListUsers', o);
      return read(o, (calls) => calls.listUsers(o));
    },
    createUser: (user, o = {}) => change(o, (calls) => calls.createUser(user, o)),
    renameUser: (user, name, o = {}) => change(o, (calls) => calls.renameUser(user, name, o)),
    deleteUser: (user, o = {}) => change(o, (calls) => calls.deleteUser(user, o)),

    listPreAuthKeys: (o = {}) => read(o, (calls) => calls.listPreAuthKeys(o)),
    createPreAuthKey: (key, o = {}) => change(o, (calls) => calls.createPreAuthKey(key, o)),
    expirePreAuthKey: (key, o = {}) => change(o, (calls) => calls.expirePreAuthKey(key, o)),
    deletePreAuthKey: (key, o = {}) => change(o, (calls) => calls.deletePreAuthKey(key, o)),

    listNodes: (o = {}) => {
      transport.sendEarly('ListNodes', o);
      return read(o, (calls) => calls.listNodes(o));
    },
    eachNode: (o = {}) => {
      transport.sendEarly('ListNodes', o);
      return read(o, (calls) => calls.eachNode(o));
    },
    registerNode: (user, id, o = {}) => change(o, (calls) => calls.registerNode(user, id, o)),
    renameNode: (node, name, o = {}) => change(o, (calls) => calls.renameNode(node, name, o)),
    deleteNode: (node, o = {}) => change(o, (calls) => calls.deleteNode(node, o)),
    expireNode: (node, expiry, o = {}) => change(o, (calls) => calls.expireNode(node, expiry, o)),
    setTags: (node, tags, o = {}) => change(o, (calls) => calls.setTags(node, tags, o)),
    moveNode: (node, user, o = {}) => change(o, (calls) => calls.moveNode(node, user, o)),
    setApprovedRoutes: (node, routes, o = {}) =>
      change(o, (calls) => calls.setApprovedRoutes(node, routes, o)),
    backfillNodeIps: (o = {}) => change(o, (calls) => calls.backfillNodeIps(o)),

    approveAuth: (id, o = {}) => change(o, (calls) => calls.approveAuth(id, o)),
    rejectAuth: (id, o = {}) => change(o, (calls) => calls.rejectAuth(id, o)),

    listApiKeys: (o = {}) => {
      transport.sendEarly('ListApiKeys', o);
      return read(o, (calls) => calls.listApiKeys(o));
    },
    createApiKey: (expiration, o = {}) => change(o, (calls) => calls.createApiKey(expiration, o)),
    expireApiKey: (key, o = {}) => change(o, (calls) => calls.expireApiKey(key, o)),
    deleteApiKey: (key, o = {}) => change(o, (calls) => calls.deleteApiKey(key, o)),

    getPolicy: (o = {}) => read(o, (calls) => calls.getPolicy(o)),
    setPolicy: (text, o = {}) => change(o, (calls) => calls.setPolicy(text, o)),
    checkPolicy: (text, o = {}) => read(o, (calls) => calls.checkPolicy(text, o)),

    health: (o = {}) => read(o, (calls) => calls.health(o)),
    rawCalls: async (o = {}) => {
      const { loadMessages } = await import('./grpc/messages.ts');
      const eras = o.anyRelease ? ERAS : [(await transport.reading(o)).era];
      const messages = await Promise.all(eras.map(loadMessages));
      return [...new Set(messages.flatMap((calls) => [...calls.keys()]))];
    },
    raw: async (rpc, message, o) => {
      const [{ loadMessages }, { rawCall }] = await Promise.all([
        import('./grpc/messages.ts'),
        import('./raw-call.ts'),
      ]);
      const call = async ({ era, wire }: Spoken) => rawCall(await loadMessages(era), wire, rpc, message, o);
      return o.change ? await transport.changing(o, call) : await call(await transport.reading(o));
    },
    close: () => transport.close(),
  };
}
