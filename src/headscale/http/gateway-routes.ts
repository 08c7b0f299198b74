import type { Era } from '../eras/era.ts';
import type { Route, Routes } from './route.ts';

const get = (path: string): Route => ({ method: 'GET', path, rest: 'query' });
const remove = (path: string): Route => ({ method: 'DELETE', path, rest: 'query' });
/** A call whose fields stand in the query: a body is read by nobody. */
const post = (path: string): Route => ({ method: 'POST', path, rest: 'query' });
/** A call with a body, without which all its fields have their default values. */
const postBody = (path: string, always: Route['always'] = {}): Route => ({
  method: 'POST',
  path,
  rest: 'body',
  always,
});

/** Routes that no release changed, from the annotations in Headscale's own schema. */
const COMMON: Routes = {
  CreateUser: postBody('/user'),
  ListUsers: get('/user'),
  CreatePreAuthKey: postBody('/preauthkey'),
  ExpirePreAuthKey: postBody('/preauthkey/expire'),
  DeletePreAuthKey: remove('/preauthkey'),
  ListPreAuthKeys: get('/preauthkey'),
  DebugCreateNode: postBody('/debug/node'),
  GetNode: get('/node/{nodeId}'),
  SetTags: postBody('/node/{nodeId}/tags', { tags: [] }),
  SetApprovedRoutes: postBody('/node/{nodeId}/approve_routes', { routes: [] }),
  RegisterNode: post('/node/register'),
  DeleteNode: remove('/node/{nodeId}'),
  ExpireNode: post('/node/{nodeId}/expire'),
  RenameNode: post('/node/{nodeId}/rename/{newName}'),
  ListNodes: get('/node'),
  BackfillNodeIPs: post('/node/backfillips'),
  GetRoutes: get('/routes'),
  EnableRoute: post('/routes/{routeId}/enable'),
  DisableRoute: post('/routes/{routeId}/disable'),
  GetNodeRoutes: get('/node/{nodeId}/routes'),
  DeleteRoute: remove('/routes/{routeId}'),
  CreateApiKey: postBody('/apikey'),
  ExpireApiKey: postBody('/apikey/expire'),
  ListApiKeys: get('/apikey'),
  // An empty segment and the id in the query: measured on 0.28 and 0.29.
  DeleteApiKey: { ...remove('/apikey/{prefix}'), unless: { path: 'prefix', query: 'id' } },
  GetPolicy: get('/policy'),
  SetPolicy: { method: 'PUT', path: '/policy', rest: 'body', always: { policy: '' } },
  CheckPolicy: postBody('/policy/check', { policy: '' }),
  Health: get('/health'),
  AuthRegister: postBody('/auth/register'),
  AuthApprove: postBody('/auth/approve'),
  AuthReject: postBody('/auth/reject'),
};

const BY_NAME: Routes = {
  ...COMMON,
  GetUser: get('/user/{name}'),
  RenameUser: post('/user/{oldName}/rename/{newName}'),
  DeleteUser: remove('/user/{name}'),
  MoveNode: post('/node/{nodeId}/user'),
};

const BY_ID: Routes = {
  ...COMMON,
  RenameUser: post('/user/{oldId}/rename/{newName}'),
  DeleteUser: remove('/user/{id}'),
  MoveNode: postBody('/node/{nodeId}/user'),
};

/** Where the gateway of an era takes its calls. Routes of calls that the era lacks do no harm: nobody sends them. */
export function gatewayRoutes(era: Era): Routes {
  return era === '0.23' ? BY_NAME : BY_ID;
}

/**
 * Where 0.30 takes its calls: the paths are those of 0.29. A node's new expiry stands in the body, and an API key is
 * deleted by its prefix alone.
 */
export const NATIVE_ROUTES: Routes = {
  ...BY_ID,
  ExpireNode: { ...postBody('/node/{nodeId}/expire'), bodyOptional: true },
  DeleteApiKey: remove('/apikey/{prefix}'),
};
