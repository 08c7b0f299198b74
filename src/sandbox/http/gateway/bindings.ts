import type { Release } from '../../../domain/release.ts';
import { RELEASES, releaseIndex } from '../../../domain/release.ts';
import type { PathTemplate } from '../path-template.ts';
import { pathTemplate } from '../path-template.ts';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How the gateway reaches a call. */
export interface Binding {
  readonly rpc: string;
  readonly verb: Verb;
  readonly path: PathTemplate;
  /** True where the fields stand in a JSON body; else they stand in the query, and a body is thrown away. */
  readonly body: boolean;
}

interface Row extends Binding {
  readonly first: Release;
  readonly last: Release;
}

interface Span {
  readonly body?: true;
  readonly first?: Release;
  readonly last?: Release;
}

function row(rpc: string, verb: Verb, path: string, { body, first, last }: Span = {}): Row {
  const template = pathTemplate(`/api/v1${path}`);
  return {
    rpc,
    verb,
    path: template,
    body: body ?? false,
    first: first ?? RELEASES[0],
    last: last ?? '0.29',
  };
}

const BODY: Span = { body: true };
const NAMES: Span = { last: '0.23' };
const IDS: Span = { first: '0.24' };
const ROUTES: Span = { last: '0.25' };
const AUTH: Span = { first: '0.29', body: true };

/** Every binding any release ever had. */
const ROWS: readonly Row[] = [
  row('GetUser', 'GET', '/user/{name}', NAMES),
  row('CreateUser', 'POST', '/user', BODY),
  row('RenameUser', 'POST', '/user/{old_name}/rename/{new_name}', NAMES),
  row('RenameUser', 'POST', '/user/{old_id}/rename/{new_name}', IDS),
  row('DeleteUser', 'DELETE', '/user/{name}', NAMES),
  row('DeleteUser', 'DELETE', '/user/{id}', IDS),
  row('ListUsers', 'GET', '/user'),

  row('CreatePreAuthKey', 'POST', '/preauthkey', BODY),
  row('ExpirePreAuthKey', 'POST', '/preauthkey/expire', BODY),
  row('DeletePreAuthKey', 'DELETE', '/preauthkey', { first: '0.28' }),
  row('ListPreAuthKeys', 'GET', '/preauthkey'),

  row('DebugCreateNode', 'POST', '/debug/node', BODY),
  row('GetNode', 'GET', '/node/{node_id}'),
  row('SetTags', 'POST', '/node/{node_id}/tags', BODY),
  row('SetApprovedRoutes', 'POST', '/node/{node_id}/approve_routes', { first: '0.26', body: true }),
  row('RegisterNode', 'POST', '/node/register'),
  row('DeleteNode', 'DELETE', '/node/{node_id}'),
  row('ExpireNode', 'POST', '/node/{node_id}/expire'),
  row('RenameNode', 'POST', '/node/{node_id}/rename/{new_name}'),
  row('ListNodes', 'GET', '/node'),
  row('MoveNode', 'POST', '/node/{node_id}/user', NAMES),
  row('MoveNode', 'POST', '/node/{node_id}/user', { first: '0.24', last: '0.27.1', body: true }),
  row('BackfillNodeIPs', 'POST', '/node/backfillips'),

  row('GetRoutes', 'GET', '/routes', ROUTES),
  row('EnableRoute', 'POST', '/routes/{route_id}/enable', ROUTES),
  row('DisableRoute', 'POST', '/routes/{route_id}/disable', ROUTES),
  row('GetNodeRoutes', 'GET', '/node/{node_id}/routes', ROUTES),
  row('DeleteRoute', 'DELETE', '/routes/{route_id}', ROUTES),

  row('AuthRegister', 'POST', '/auth/register', AUTH),
  row('AuthApprove', 'POST', '/auth/approve', AUTH),
  row('AuthReject', 'POST', '/auth/reject', AUTH),

  row('CreateApiKey', 'POST', '/apikey', BODY),
  row('ExpireApiKey', 'POST', '/apikey/expire', BODY),
  row('ListApiKeys', 'GET', '/apikey'),
  row('DeleteApiKey', 'DELETE', '/apikey/{prefix}'),

  row('GetPolicy', 'GET', '/policy'),
  row('SetPolicy', 'PUT', '/policy', BODY),
  row('CheckPolicy', 'POST', '/policy/check', AUTH),

  row('Health', 'GET', '/health', { first: '0.27.0' }),
];

/** The bindings of a release. */
export function bindingsOf(release: Release): Binding[] {
  const at = releaseIndex(release);
  return ROWS.filter(({ first, last }) => releaseIndex(first) <= at && at <= releaseIndex(last));
}
