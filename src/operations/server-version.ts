import type { ReleaseRange } from '../domain/release.ts';
import { type ErrorCode, HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** What can be told of a server, and why no more. */
export interface ServerVersion {
  readonly address: string | undefined;
  readonly transport: string | undefined;
  readonly release: ReleaseRange | undefined;
  readonly version: string | undefined;
  readonly foundBy: readonly string[];
  readonly cannot: readonly string[];
  readonly problem: string | undefined;
}

/** People want the patch release too, which no probe shows. */
const PAGE_TOO = { askPage: true } as const;

const NOTHING: ServerVersion = {
  address: undefined,
  transport: undefined,
  release: undefined,
  version: undefined,
  foundBy: [],
  cannot: [],
  problem: undefined,
};

/** What is wrong with the command line, or was wished by the person, and so is no news of a server. */
const NOT_OF_THE_SERVER: ReadonlySet<ErrorCode> = new Set(['invalid_value', 'interrupted']);

/**
 * Asks a server what it is. Never throws for one that is not named, not reached or not understood.
 * @throws HsError `invalid_value`, `interrupted`
 */
export async function serverVersion(
  address: () => Promise<string>,
  connect: () => Promise<HeadscaleApi>,
): Promise<ServerVersion> {
  let known = NOTHING;
  try {
    known = { ...known, address: await address() };
    const api = await connect();
    const { range, version, foundBy, contradiction } = await api.release(PAGE_TOO);
    const cannot = await api.cannot(PAGE_TOO);
    return {
      ...known,
      transport: api.transport,
      release: range,
      version,
      foundBy,
      cannot,
      problem: contradiction,
    };
  } catch (error) {
    if (!(error instanceof HsError) || NOT_OF_THE_SERVER.has(error.code)) throw error;
    return { ...known, problem: error.message };
  }
}
