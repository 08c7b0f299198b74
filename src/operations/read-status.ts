import type { ReleaseRange } from '../domain/release.ts';
import { type TailnetStatus, tailnetStatus } from '../domain/status.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { isOwnApiKey } from './own-api-key.ts';
import { unlistedKeys } from './unlisted-keys.ts';

/** The faults of releases that an admin should know of before the next change or restart. */
const FAULTS: readonly Parameters<HeadscaleApi['hazard']>[0][] = [
  'deletingUserDeletesAllPreAuthKeys',
  'clearedTagsForgottenAtRestart',
  'clearedRoutesForgottenAtRestart',
  'expiryForgottenAtRestart',
  'policyLiveBeforeItIsStored',
  'listsSecretsInClear',
];

/** A tailnet at a glance, and the server it lives on. */
export interface ServerStatus extends TailnetStatus {
  readonly release: ReleaseRange | undefined;
  readonly transport: string;
  /** What this release is known to get wrong, a sentence each. */
  readonly faults: readonly string[];
}

/** Asks for everything at once; the server answers all of it over one connection. */
export async function readStatus(
  api: HeadscaleApi,
  apiKey: string | undefined,
  now: number,
): Promise<ServerStatus> {
  const [nodes, users, preAuthKeys, apiKeys] = await Promise.all([
    api.listNodes(),
    api.listUsers(),
    api.listPreAuthKeys(),
    api.listApiKeys(),
  ]);
  const { range } = await api.release();
  const unlisted = await unlistedKeys(api, users);
  const faults = range === undefined ? [] : await Promise.all(FAULTS.map((name) => api.hazard(name)));
  const ownKey = apiKeys.find((key) => isOwnApiKey(key, apiKey));
  return {
    ...tailnetStatus({ nodes, users, preAuthKeys, apiKeys, ownKey, now }),
    release: range,
    transport: api.transport,
    faults: [
      ...faults.flatMap((fault) => (fault ? [fault.sentence] : [])),
      ...(unlisted === undefined ? [] : [unlisted]),
    ],
  };
}
