import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { CHANGES } from '../operations/changing-calls.ts';

/** What is asked of a server; what is worked out from an answer there is already is left aside. */
const READS: ReadonlySet<string> = new Set([
  'release',
  'listUsers',
  'listPreAuthKeys',
  'listNodes',
  'eachNode',
  'listApiKeys',
  'getPolicy',
  'checkPolicy',
  'health',
  'raw',
] satisfies (keyof HeadscaleApi)[]);

/** Told by the name of what goes over the wire for both. */
const SAME_CALL: Readonly<Record<string, string>> = { eachNode: 'listNodes' } satisfies Partial<
  Record<keyof HeadscaleApi, keyof HeadscaleApi>
>;

/** The same port, which tells of every call how it ended and how long that took: for `HS_DEBUG=1`. No value is told. */
export function toldCalls(
  api: HeadscaleApi,
  { now, say }: { readonly now: () => number; readonly say: (text: string) => void },
): HeadscaleApi {
  const told = (name: string, call: (...args: unknown[]) => Promise<unknown>): PropertyDescriptor => ({
    async value(...args: unknown[]) {
      const what = name === 'raw' ? `raw ${String(args[0])}` : (SAME_CALL[name] ?? name);
      const began = now();
      const tell = (end: string) =>
        say(`Debug: ${what} over ${api.transport}: ${end} after ${now() - began} ms`);
      try {
        const answer = await call.apply(api, args);
        tell('ok');
        return answer;
      } catch (error) {
        tell(error instanceof HsError ? error.code : 'internal');
        throw error;
      }
    },
  });
  const methods = Object.entries(CHANGES).flatMap(([name, changes]) => {
    if (changes !== true && !READS.has(name)) return [];
    const call: unknown = Reflect.get(api, name);
    return isCall(call) ? [[name, told(name, call)]] : [];
  });
  return Object.create(api, Object.fromEntries(methods));
}

function isCall(value: unknown): value is (...args: unknown[]) => Promise<unknown> {
  return typeof value === 'function';
}
