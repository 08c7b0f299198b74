import type { PathTemplate } from '../path-template.ts';
import { pathTemplate } from '../path-template.ts';
import type { AnswerShape } from './shapes.ts';
import { ANSWERS } from './shapes.ts';

/** What a field of a request body holds; null is as good as absent. */
export type BodyField = 'text' | 'texts' | 'boolean' | 'time' | 'id';

/** What is wrong with an id that is no number: the detail of the refusal, alone or with the reason beside it. */
type IdComplaint = string | 'type mismatch';

/** One operation of the HTTP API of 0.30. */
export interface Operation {
  /** The name of the same call over gRPC. */
  readonly rpc: string;
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: PathTemplate;
  /** Parameters of the path and the query, and fields of the body, that are ids: what is said of a bad one. */
  readonly ids?: Readonly<Record<string, IdComplaint>>;
  readonly query?: Readonly<Record<string, 'text' | 'id' | 'boolean'>>;
  readonly body?: Readonly<Record<string, BodyField>>;
  /** Only here may the body be missing. */
  readonly bodyOptional?: true;
  readonly answer: AnswerShape;
  /** What the server says it was doing when something failed. */
  readonly doing: string;
  /** For the OpenAPI document. */
  readonly summary: string;
  readonly tag: string;
}

type Rest = Pick<Operation, 'answer' | 'doing' | 'summary'> & Partial<Operation>;

function operation(rpc: string, verb: Operation['verb'], path: string, tag: string, rest: Rest): Operation {
  return { rpc, verb, path: pathTemplate(`/api/v1${path}`), tag, ...rest };
}

const USER_ID = 'invalid user id';
const KEY_ID = 'invalid pre-auth key id';
const API_KEY_ID = 'invalid api key id';
const NODE_ID = { nodeId: 'type mismatch' };
const POLICY = { policy: 'text' } as const;
const { nothing, user, users, preAuthKey, preAuthKeys, node, nodes, apiKeys } = ANSWERS;

/** The operations of Headscale's main branch of July 2026. */
export const OPERATIONS: readonly Operation[] = [
  operation('CreateUser', 'POST', '/user', 'Users', {
    body: { name: 'text', displayName: 'text', email: 'text', pictureUrl: 'text' },
    answer: user,
    doing: 'creating user',
    summary: 'Create user',
  }),
  operation('ListUsers', 'GET', '/user', 'Users', {
    query: { id: 'id', name: 'text', email: 'text' },
    ids: { id: 'invalid id' },
    answer: users,
    doing: 'listing users',
    summary: 'List users',
  }),
  operation('RenameUser', 'POST', '/user/{oldId}/rename/{newName}', 'Users', {
    ids: { oldId: USER_ID },
    answer: user,
    doing: 'renaming user',
    summary: 'Rename user',
  }),
  operation('DeleteUser', 'DELETE', '/user/{id}', 'Users', {
    ids: { id: USER_ID },
    answer: nothing,
    doing: 'deleting user',
    summary: 'Delete user',
  }),

  operation('CreatePreAuthKey', 'POST', '/preauthkey', 'PreAuthKeys', {
    body: { user: 'id', reusable: 'boolean', ephemeral: 'boolean', expiration: 'time', aclTags: 'texts' },
    ids: { user: USER_ID },
    answer: preAuthKey,
    doing: 'creating pre-auth key',
    summary: 'Create pre-auth key',
  }),
  operation('ListPreAuthKeys', 'GET', '/preauthkey', 'PreAuthKeys', {
    answer: preAuthKeys,
    doing: 'listing pre-auth keys',
    summary: 'List pre-auth keys',
  }),
  operation('DeletePreAuthKey', 'DELETE', '/preauthkey', 'PreAuthKeys', {
    query: { id: 'id' },
    ids: { id: KEY_ID },
    answer: nothing,
    doing: 'deleting pre-auth key',
    summary: 'Delete pre-auth key',
  }),
  operation('ExpirePreAuthKey', 'POST', '/preauthkey/expire', 'PreAuthKeys', {
    body: { id: 'id' },
    ids: { id: KEY_ID },
    answer: nothing,
    doing: 'expiring pre-auth key',
    summary: 'Expire pre-auth key',
  }),

  operation('ListNodes', 'GET', '/node', 'Nodes', {
    query: { user: 'text' },
    answer: nodes,
    doing: 'listing nodes',
    summary: 'List nodes',
  }),
  operation('GetNode', 'GET', '/node/{nodeId}', 'Nodes', {
    ids: NODE_ID,
    answer: node,
    doing: 'getting node',
    summary: 'Get node',
  }),
  operation('DeleteNode', 'DELETE', '/node/{nodeId}', 'Nodes', {
    ids: NODE_ID,
    answer: nothing,
    doing: 'deleting node',
    summary: 'Delete node',
  }),
  operation('ExpireNode', 'POST', '/node/{nodeId}/expire', 'Nodes', {
    ids: NODE_ID,
    body: { expiry: 'time', disableExpiry: 'boolean' },
    bodyOptional: true,
    answer: node,
    doing: 'expiring node',
    summary: 'Expire node',
  }),
  operation('RenameNode', 'POST', '/node/{nodeId}/rename/{newName}', 'Nodes', {
    ids: NODE_ID,
    answer: node,
    doing: 'renaming node',
    summary: 'Rename node',
  }),
  operation('SetTags', 'POST', '/node/{nodeId}/tags', 'Nodes', {
    ids: NODE_ID,
    body: { tags: 'texts' },
    answer: node,
    doing: 'setting tags',
    summary: 'Set tags',
  }),
  operation('SetApprovedRoutes', 'POST', '/node/{nodeId}/approve_routes', 'Nodes', {
    ids: NODE_ID,
    body: { routes: 'texts' },
    answer: node,
    doing: 'setting approved routes',
    summary: 'Set approved routes',
  }),
  operation('RegisterNode', 'POST', '/node/register', 'Nodes', {
    query: { user: 'text', key: 'text' },
    answer: node,
    doing: 'registering node',
    summary: 'Register node',
  }),
  operation('BackfillNodeIPs', 'POST', '/node/backfillips', 'Nodes', {
    query: { confirmed: 'boolean' },
    answer: ANSWERS.changes,
    doing: 'backfilling node IPs',
    summary: 'Backfill node IPs',
  }),
  operation('DebugCreateNode', 'POST', '/debug/node', 'Nodes', {
    body: { user: 'text', key: 'text', name: 'text', routes: 'texts' },
    answer: node,
    doing: 'debug creating node',
    summary: 'Debug create node',
  }),

  operation('AuthRegister', 'POST', '/auth/register', 'Auth', {
    body: { user: 'text', authId: 'text' },
    answer: node,
    doing: 'registering node',
    summary: 'Register node via auth flow',
  }),
  operation('AuthApprove', 'POST', '/auth/approve', 'Auth', {
    body: { authId: 'text' },
    answer: nothing,
    doing: 'invalid auth_id',
    summary: 'Approve a pending auth session',
  }),
  operation('AuthReject', 'POST', '/auth/reject', 'Auth', {
    body: { authId: 'text' },
    answer: nothing,
    doing: 'invalid auth_id',
    summary: 'Reject a pending auth session',
  }),

  operation('CreateApiKey', 'POST', '/apikey', 'ApiKeys', {
    body: { expiration: 'time' },
    answer: ANSWERS.newApiKey,
    doing: 'creating api key',
    summary: 'Create API key',
  }),
  operation('ListApiKeys', 'GET', '/apikey', 'ApiKeys', {
    answer: apiKeys,
    doing: 'listing api keys',
    summary: 'List API keys',
  }),
  operation('ExpireApiKey', 'POST', '/apikey/expire', 'ApiKeys', {
    body: { prefix: 'text', id: 'id' },
    ids: { id: API_KEY_ID },
    answer: nothing,
    doing: 'getting api key',
    summary: 'Expire API key',
  }),
  operation('DeleteApiKey', 'DELETE', '/apikey/{prefix}', 'ApiKeys', {
    query: { id: 'id' },
    ids: { id: API_KEY_ID },
    answer: nothing,
    doing: 'getting api key',
    summary: 'Delete API key',
  }),

  operation('GetPolicy', 'GET', '/policy', 'Policy', {
    answer: ANSWERS.policy,
    doing: 'loading ACL from database',
    summary: 'Get policy',
  }),
  operation('SetPolicy', 'PUT', '/policy', 'Policy', {
    body: POLICY,
    answer: ANSWERS.policy,
    doing: 'setting policy',
    summary: 'Set policy',
  }),
  operation('CheckPolicy', 'POST', '/policy/check', 'Policy', {
    body: POLICY,
    answer: nothing,
    doing: 'checking policy',
    summary: 'Check policy',
  }),
  operation('Health', 'GET', '/health', 'Health', {
    answer: ANSWERS.health,
    doing: 'pinging database',
    summary: 'Health check',
  }),
];
