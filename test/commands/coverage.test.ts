import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { ERAS } from '../../src/headscale/eras/era.ts';
import { loadMessages } from '../../src/headscale/grpc/messages.ts';

/** The command that makes each call of any release. What only tests and scripts need is left to `api`. */
const COMMAND_OF: Readonly<Record<string, string>> = {
  ListUsers: 'users list',
  CreateUser: 'users create',
  RenameUser: 'users rename',
  DeleteUser: 'users delete',
  GetUser: 'api',

  ListNodes: 'nodes list',
  RegisterNode: 'nodes register',
  RenameNode: 'nodes rename',
  ExpireNode: 'nodes expire',
  DeleteNode: 'nodes delete',
  SetTags: 'nodes tag set',
  MoveNode: 'nodes move',
  BackfillNodeIPs: 'nodes backfill-ips',
  GetNode: 'api',
  DebugCreateNode: 'api',

  GetRoutes: 'routes list',
  EnableRoute: 'routes approve',
  DisableRoute: 'routes revoke',
  SetApprovedRoutes: 'routes approve',
  GetNodeRoutes: 'api',
  DeleteRoute: 'api',

  ListPreAuthKeys: 'preauthkeys list',
  CreatePreAuthKey: 'preauthkeys create',
  ExpirePreAuthKey: 'preauthkeys expire',
  DeletePreAuthKey: 'preauthkeys delete',

  ListApiKeys: 'apikeys list',
  CreateApiKey: 'apikeys create',
  ExpireApiKey: 'apikeys expire',
  DeleteApiKey: 'apikeys delete',

  GetPolicy: 'policy get',
  SetPolicy: 'policy set',
  CheckPolicy: 'policy check',

  AuthRegister: 'auth register',
  AuthApprove: 'auth approve',
  AuthReject: 'auth reject',

  Health: 'health',
};

test.each(ERAS)('every call of %s has a command', async (era) => {
  const calls = [...(await loadMessages(era)).keys()];
  expect(calls).toContain('ListUsers');
  expect(calls.filter((rpc) => COMMAND_OF[rpc] === undefined)).toEqual([]);
});

test('every such command exists', () => {
  const missing = Object.entries(COMMAND_OF).filter(([, id]) => COMMANDS[id] === undefined);
  expect(missing).toEqual([]);
});

test('no call is listed that no release has', async () => {
  const calls = new Set(
    (await Promise.all(ERAS.map(loadMessages))).flatMap((messages) => [...messages.keys()]),
  );
  expect(Object.keys(COMMAND_OF).filter((rpc) => !calls.has(rpc))).toEqual([]);
});
