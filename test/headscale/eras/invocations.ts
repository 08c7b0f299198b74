import type { User } from '../../../src/domain/user.ts';
import type { EraCalls } from '../../../src/headscale/eras/calls.ts';
import {
  expectedApiKey,
  expectedKey,
  expectedNode,
  expectedUser,
  list,
  object,
  objects,
  sortedById,
  time,
  unlessZero,
} from './expected.ts';
import type { RecordedCall } from './recorded.ts';
import { aKey, aNode, anApiKey, aUser } from './things.ts';

/** The method of the port that sends a recorded call, and what it must answer. */
export interface Invocation {
  invoke(calls: EraCalls): Promise<unknown>;
  answer(): unknown;
}

const NOTHING = () => undefined;

/** Undefined where no method of the port sends this call: see {@link whyNot}. */
export function invocationOf(call: RecordedCall): Invocation | undefined {
  if (whyNot(call)) return undefined;
  const { request, response, era } = call;
  const node = aNode({ id: String(request['nodeId']) });
  const answersNode = () => expectedNode(object(response['node']), era);
  const answersUser = () => expectedUser(object(response['user']));

  switch (call.rpc) {
    case 'ListUsers':
      return {
        invoke: (calls) => calls.listUsers(),
        answer: () => sortedById(objects(response['users']).map(expectedUser)),
      };
    case 'CreateUser':
      return { invoke: (calls) => calls.createUser(newUser(call)), answer: answersUser };
    case 'RenameUser': {
      const user = userOf(request['oldId'] ?? request['oldName']);
      return { invoke: (calls) => calls.renameUser(user, String(request['newName'])), answer: answersUser };
    }
    case 'DeleteUser': {
      const user = userOf(request['id'] ?? request['name']);
      return { invoke: (calls) => calls.deleteUser(user), answer: NOTHING };
    }
    case 'CreatePreAuthKey': {
      const user = request['user'] === undefined ? null : userOf(request['user']);
      const expiration = time(request['expiration']) ?? { seconds: 0, nanos: 0 };
      const aclTags = list(request['aclTags']);
      const [reusable, ephemeral] = [request['reusable'] === true, request['ephemeral'] === true];
      return {
        invoke: (calls) => calls.createPreAuthKey({ user, reusable, ephemeral, expiration, aclTags }),
        answer: () => ({
          ...expectedKey(object(response['preAuthKey']), user),
          aclTags: [...new Set(aclTags)].sort(),
        }),
      };
    }
    case 'ListPreAuthKeys': {
      const user = request['user'] === undefined ? null : userOf(request['user']);
      return {
        invoke: (calls) => calls.listPreAuthKeys(user ? { users: [user] } : {}),
        answer: () => sortedById(objects(response['preAuthKeys']).map((key) => expectedKey(key, user))),
      };
    }
    case 'ExpirePreAuthKey': {
      const user = request['user'] === undefined ? null : userOf(request['user']);
      const key = aKey({ id: String(request['id'] ?? 1), user, key: String(request['key'] ?? 'hskey') });
      return { invoke: (calls) => calls.expirePreAuthKey(key), answer: NOTHING };
    }
    case 'DeletePreAuthKey':
      return {
        invoke: (calls) => calls.deletePreAuthKey(aKey({ id: String(request['id']) })),
        answer: NOTHING,
      };
    case 'ListNodes':
      return {
        invoke: (calls) => calls.listNodes(),
        answer: () => objects(response['nodes']).map((listed) => expectedNode(listed, era)),
      };
    case 'RegisterNode':
    case 'AuthRegister': {
      const id = String(request['key'] ?? request['authId']);
      return { invoke: (calls) => calls.registerNode(userOf(request['user']), id), answer: answersNode };
    }
    case 'RenameNode':
      return {
        invoke: (calls) => calls.renameNode(node, String(request['newName'])),
        answer: answersNode,
      };
    case 'DeleteNode':
      return { invoke: (calls) => calls.deleteNode(node), answer: NOTHING };
    case 'ExpireNode': {
      const at = time(request['expiry']);
      const expiry = request['disableExpiry'] === true ? 'never' : at ? { at } : 'now';
      return { invoke: (calls) => calls.expireNode(node, expiry), answer: answersNode };
    }
    case 'SetTags':
      return { invoke: (calls) => calls.setTags(node, list(request['tags'])), answer: answersNode };
    case 'MoveNode':
      return { invoke: (calls) => calls.moveNode(node, userOf(request['user'])), answer: answersNode };
    case 'SetApprovedRoutes':
      return {
        invoke: (calls) => calls.setApprovedRoutes(node, list(request['routes'])),
        answer: answersNode,
      };
    case 'BackfillNodeIPs':
      return { invoke: (calls) => calls.backfillNodeIps(), answer: () => list(response['changes']) };
    case 'AuthApprove':
      return { invoke: (calls) => calls.approveAuth(String(request['authId'])), answer: NOTHING };
    case 'AuthReject':
      return { invoke: (calls) => calls.rejectAuth(String(request['authId'])), answer: NOTHING };
    case 'ListApiKeys':
      return {
        invoke: (calls) => calls.listApiKeys(),
        answer: () => objects(response['apiKeys']).map(expectedApiKey),
      };
    case 'CreateApiKey': {
      const expiration = time(request['expiration']) ?? { seconds: 0, nanos: 0 };
      return { invoke: (calls) => calls.createApiKey(expiration), answer: () => response['apiKey'] };
    }
    case 'ExpireApiKey':
      return { invoke: (calls) => calls.expireApiKey(apiKeyOf(call)), answer: NOTHING };
    case 'DeleteApiKey':
      return { invoke: (calls) => calls.deleteApiKey(apiKeyOf(call)), answer: NOTHING };
    case 'GetPolicy':
      return { invoke: (calls) => calls.getPolicy(), answer: () => policyOf(call) };
    case 'SetPolicy':
      return {
        invoke: (calls) => calls.setPolicy(String(request['policy'])),
        answer: () => policyOf(call),
      };
    case 'CheckPolicy':
      return { invoke: (calls) => calls.checkPolicy(String(request['policy'])), answer: NOTHING };
    case 'Health':
      return {
        invoke: (calls) => calls.health(),
        answer: () => ({ databaseConnectivity: response['databaseConnectivity'] }),
      };
    default:
      return undefined;
  }
}

/** Why no method of the port sends a recorded call; undefined where one does. */
export function whyNot({ rpc, request, era, code, auth }: RecordedCall): string | undefined {
  const modern = era === '0.28' || era === '0.29';
  if (code === 12) return 'the release has no such call';
  if (auth !== undefined) return 'sent with another key on purpose';
  if (/^(GetUser|GetNode|DebugCreateNode|GetRoutes|GetNodeRoutes|EnableRoute)$/.test(rpc)) {
    return 'no method of its own';
  }
  if (/^List(Users|Nodes)$/.test(rpc) && Object.keys(request).length > 0) return 'lists are asked for whole';
  if (rpc === 'CreateUser' && request['name'] === '') return 'an empty name is never sent';
  if (rpc === 'CreatePreAuthKey' && request['expiration'] === undefined) return 'born expired';
  if (rpc === 'CreatePreAuthKey' && request['user'] === undefined && !modern) return 'keys need an owner';
  if (rpc === 'CreateApiKey' && request['expiration'] === undefined) return 'born expired';
  if (rpc === 'RenameNode' && request['newName'] === '') return 'an empty name is never sent';
  if (rpc === 'SetTags' && list(request['tags']).length === 0 && modern) return 'the last tag stays';
  if (rpc === 'ExpireNode' && request['disableExpiry'] === true && request['expiry'])
    return 'contradicts itself';
  if (rpc === 'BackfillNodeIPs' && request['confirmed'] === false) return 'always confirmed';
  if (/^(Expire|Delete)ApiKey$/.test(rpc) && modern && Object.keys(request).join() !== 'id') {
    return 'API keys are named by id alone';
  }
  if (rpc === 'DeleteUser' && request['name'] === '') return 'an empty name is never sent';
  if (rpc === 'DeletePreAuthKey' && request['id'] === undefined) return 'the id 0 is never sent';
  if (rpc === 'RegisterNode' && era === '0.29') return 'AuthRegister takes its place';
  return undefined;
}

function newUser({ request }: RecordedCall) {
  return {
    name: String(request['name']),
    ...(request['displayName'] === undefined ? {} : { displayName: String(request['displayName']) }),
    ...(request['email'] === undefined ? {} : { email: String(request['email']) }),
    ...(request['pictureUrl'] === undefined ? {} : { pictureUrl: String(request['pictureUrl']) }),
  };
}

/** A user as a request names him: by name (text) or by id (a number). */
function userOf(named: unknown): User {
  return typeof named === 'string' ? aUser({ name: named }) : aUser({ id: String(named) });
}

function apiKeyOf({ request }: RecordedCall) {
  return anApiKey({ id: String(request['id'] ?? 1), prefix: String(request['prefix'] ?? 'prefix') });
}

function policyOf({ response }: RecordedCall) {
  return { text: response['policy'], updatedAt: unlessZero(response['updatedAt']) };
}
