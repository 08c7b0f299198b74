import { expect } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import type { Contexts } from '../../../src/config/contexts.ts';
import type { SecretStore } from '../../../src/config/secret-store.ts';
import type { HsError } from '../../../src/errors.ts';
import type { NamedServer } from '../../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import type { Outcome, RunOptions } from '../../support/harness.ts';
import { type Remembered, remembering } from '../../support/remembered.ts';
import { NOW, type Tailnet, useTailnet } from '../../support/tailnet.ts';

export const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '' };

/** The keys before and after, as messages name them: parts of patterns. */
export const OLD = String.raw`hskey-api-.{12}-\*\*\* \(id 1\)`;
export const NEW = String.raw`hskey-api-.{12}-\*\*\* \(id 2\)`;
export const EXPIRED_AGAIN = `The new key ${NEW} was expired again; ${OLD} is as it was`;

/** Which connection a call is made on: with the old key, with the new one, or on the way back. */
type Way = 'old' | 'new' | 'back';
type Call = 'listApiKeys' | 'createApiKey' | 'expireApiKey';

/** A call that fails. */
export interface Fault {
  readonly way: Way;
  readonly call: Call;
  /** What the call ends with. */
  readonly error: HsError;
  /** Whether the server has done it all the same. */
  readonly done?: boolean;
}

/** A server, a context for it, and `hs apikeys rotate` between things that fail. */
export interface Rotations {
  readonly net: Tailnet;
  /** Contexts of which `prod` has the key of the server. */
  prod(): Promise<Remembered>;
  /** Connections whose calls fail as they are told. */
  failing(...faults: readonly Fault[]): NonNullable<RunOptions['through']>;
  /** Rotates the key of a context; answers what came of it, and the ids of the keys that work now. */
  rotated(options?: Partial<RunOptions>, kept?: Remembered): Promise<Outcome & { alive: number[] }>;
  /** The ids of the keys that have not ended. */
  alive(): number[];
  /** Holds that the next command gets a key that works. */
  worksNow(kept: Remembered): Promise<void>;
}

export function useRotations(): Rotations {
  const net = useTailnet();
  const wayOf = ({ apiKey, signal }: NamedServer): Way => {
    if (signal === undefined) return 'back';
    return apiKey === net.sandbox.apiKey ? 'old' : 'new';
  };
  const prod = () => remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
  const alive = () =>
    net.sandbox.store.apiKeys
      .all()
      .filter(({ expiration }) => expiration.seconds > NOW / 1000)
      .map(({ id }) => id);
  return {
    net,
    prod,
    alive,
    failing:
      (...faults) =>
      (api, server) => {
        const mine = faults.filter(({ way }) => way === wayOf(server));
        const methods = mine.map(({ call, error, done }) => {
          const value = async (...args: unknown[]) => {
            if (done) await (api[call] as (...given: unknown[]) => Promise<unknown>)(...args);
            throw error;
          };
          return [call, { value }];
        });
        return Object.create(api, Object.fromEntries(methods)) as HeadscaleApi;
      },
    async rotated(options = {}, kept) {
      const { contexts } = kept ?? (await prod());
      const outcome = await net.hs('apikeys rotate --yes', { env: NOTHING_SET, contexts, ...options });
      return { ...outcome, alive: alive() };
    },
    async worksNow({ contexts }) {
      expect(await net.hs('whoami', { contexts, env: NOTHING_SET })).toMatchObject({ code: 0 });
    },
  };
}

/** How a store of keys goes wrong from now on. */
export interface StoreFault {
  set?(account: string, secret: string, real: SecretStore): Promise<void>;
  /** Told what is really kept, and how often it was asked before. */
  get?(real: string | undefined, asked: number): string | undefined;
}

/** The same contexts with a store that goes wrong. */
export function withStore({ contexts }: Remembered, { set, get }: StoreFault): Contexts {
  let asked = 0;
  return {
    ...contexts,
    store(kind) {
      const real = contexts.store(kind);
      return {
        kind,
        delete: (account) => real.delete(account),
        set: (account, secret) => (set ? set(account, secret, real) : real.set(account, secret)),
        async get(account) {
          const secret = await real.get(account);
          asked += 1;
          return get ? get(secret, asked - 1) : secret;
        },
      };
    },
  };
}
