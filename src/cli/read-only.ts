import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** Whether each method of the port changes something; a new method does not compile until it is here. */
const CHANGES = {
  transport: false,
  release: false,
  can: false,
  require: false,
  cannot: false,
  hazard: false,
  listUsers: false,
  createUser: true,
  renameUser: true,
  deleteUser: true,
  listPreAuthKeys: false,
  createPreAuthKey: true,
  expirePreAuthKey: true,
  deletePreAuthKey: true,
  listNodes: false,
  registerNode: true,
  renameNode: true,
  deleteNode: true,
  expireNode: true,
  setTags: true,
  moveNode: true,
  setApprovedRoutes: true,
  backfillNodeIps: true,
  approveAuth: true,
  rejectAuth: true,
  listApiKeys: false,
  createApiKey: true,
  expireApiKey: true,
  deleteApiKey: true,
  getPolicy: false,
  setPolicy: true,
  checkPolicy: false,
  health: false,
  rawCalls: false,
  raw: 'as told',
  close: false,
} as const satisfies Readonly<Record<keyof HeadscaleApi, boolean | 'as told'>>;

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
    hint: `Use another context (--context), or make this one anew without --read-only: hs contexts remove ${context}, then hs login.`,
  });
}
