import { HsError } from '../errors.ts';
import type { CallOptions, HeadscaleApi } from '../headscale/port.ts';
import type { RawObject } from '../headscale/raw-call.ts';

/** Methods of the port that change something, by the verbs they begin with. */
const CHANGES = /^(create|rename|delete|expire|register|set|move|backfill|approve|reject)[A-Z]/;

/** The port of a context that is read-only: whatever would change something is refused before it is sent. */
export function readOnlyApi(api: HeadscaleApi, context: string): HeadscaleApi {
  const refuse = async () => {
    throw readOnlyRefusal(context);
  };
  const changes = Object.keys(api).filter((name) => CHANGES.test(name));
  const refused = Object.fromEntries(changes.map((name) => [name, { value: refuse }]));
  const raw = (rpc: string, message: RawObject, options: CallOptions & { change: boolean }) =>
    options.change ? refuse() : api.raw(rpc, message, options);
  return Object.create(api, { ...refused, raw: { value: raw } }) as HeadscaleApi;
}

/** What every change in a read-only context ends with. */
export function readOnlyRefusal(context: string): HsError {
  return new HsError('usage', `The context ${context} is read-only, so nothing is changed`, {
    hint: `Use another context (--context), or log in to it again without --read-only.`,
  });
}
