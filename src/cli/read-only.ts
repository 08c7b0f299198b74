import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { CHANGES } from '../operations/changing-calls.ts';

/** The port of a context that is read-only: whatever would change something is refused before it is sent. */
export function readOnlyApi(api: HeadscaleApi, context: string): HeadscaleApi {
  const refuse = async () => {
    throw readOnlyRefusal(context);
  };
  // From the list, not from the object: its methods may be inherited.
  const changing = Object.entries(CHANGES).filter(([, changes]) => changes === true);
  const refused = Object.fromEntries(changing.map(([name]) => [name, { value: refuse }]));
  const raw: HeadscaleApi['raw'] = (rpc, message, options) =>
    options.change ? refuse() : api.raw(rpc, message, options);
  return Object.create(api, { ...refused, raw: { value: raw } }) as HeadscaleApi;
}

/** What every change in a read-only context ends with. */
export function readOnlyRefusal(context: string): HsError {
  return new HsError('usage', `The context ${context} is read-only, so nothing is changed`, {
    hint: `Use another context (--context), or allow changes in this one: hs contexts unset ${context} readOnly`,
  });
}
