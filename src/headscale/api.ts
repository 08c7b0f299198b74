import { HsError } from '../errors.ts';
import {
  hasCapability,
  hasHazard,
  hazardFact,
  missingCapabilities,
  requireCapability,
} from './capabilities.ts';
import type { EraCalls } from './eras/calls.ts';
import { eraCalls } from './eras/calls.ts';
import { type Era, eraOfRange } from './eras/era.ts';
import type { CallOptions, HeadscaleApi, ServerRelease } from './port.ts';
import type { ReleaseGate } from './release-gate.ts';
import type { Wire } from './wire.ts';

/** What a transport gives to build the port on. */
export interface Transport {
  /** For people: `gRPC`, `HTTP`. */
  readonly name: string;
  readonly gate: ReleaseGate;
  wire(era: Era): Wire;
  /** Sends a call whose request is the same in every era, before the release is known. */
  sendEarly(call: 'ListUsers' | 'ListNodes' | 'ListApiKeys', options: CallOptions): void;
  /** Runs changing calls on the connection the release was seen on, or not at all. */
  onThisConnection<T>(call: () => Promise<T>): Promise<T>;
  close(): void;
}

/** The port over any transport: knows the release before it reads an answer or changes anything. */
export function headscaleApi(transport: Transport): HeadscaleApi {
  const { gate } = transport;

  async function read<T>(options: CallOptions, call: (calls: EraCalls) => Promise<T>) {
    const release = await gate.seen(options);
    const era = readableEra(release);
    return await call(eraCalls(era, transport.wire(era), release.range));
  }

  async function change<T>(options: CallOptions, call: (calls: EraCalls) => Promise<T>): Promise<T> {
    const release = await gate.current(options);
    const era = changeableEra(release);
    return await transport.onThisConnection(() => call(eraCalls(era, transport.wire(era), release.range)));
  }

  return {
    transport: transport.name,
    release: (o = {}) => gate.narrowed(o),
    can: async (capability, o = {}) => hasCapability((await gate.narrowed(o)).range, capability),
    require: async (capability, o = {}) => requireCapability((await gate.narrowed(o)).range, capability),
    cannot: async (o = {}) => missingCapabilities((await gate.narrowed(o)).range),
    hazard: async (name, o = {}) => {
      const { range } = await gate.narrowed(o);
      return hasHazard(range, name) ? hazardFact(name) : undefined;
    },

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
      return [...(await loadMessages(readableEra(await gate.seen(o)))).keys()];
    },
    raw: async (rpc, message, o) => {
      const [{ loadMessages }, { rawCall }] = await Promise.all([
        import('./grpc/messages.ts'),
        import('./raw-call.ts'),
      ]);
      const release = await (o.change ? gate.current(o) : gate.seen(o));
      const era = o.change ? changeableEra(release) : readableEra(release);
      const messages = await loadMessages(era);
      const call = () => rawCall(messages, transport.wire(era), rpc, message, o);
      return o.change ? await transport.onThisConnection(call) : await call();
    },
    close: () => transport.close(),
  };
}

/** Reads go on where the release is unknown, in the newest schema: a wrong one is refused by its readers. */
function readableEra(release: ServerRelease): Era {
  return (release.range && eraOfRange(release.range)) ?? '0.29';
}

function changeableEra(release: ServerRelease): Era {
  const era = release.range && eraOfRange(release.range);
  if (era) return era;
  throw new HsError('unknown_release', 'The release of this server cannot be told, so nothing is changed', {
    hint: 'Run `hs version` to see what it answers.',
  });
}
