import type { HeadscaleApi } from '../headscale/port.ts';

/** Whether each method of the port changes something; a new method does not compile until it is here. */
export const CHANGES = {
  transport: false,
  underWay: false,
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
  eachNode: false,
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

/** The methods that change something whatever they are told. */
export type ChangingCall = {
  [Call in keyof typeof CHANGES]: (typeof CHANGES)[Call] extends true ? Call : never;
}[keyof typeof CHANGES];
