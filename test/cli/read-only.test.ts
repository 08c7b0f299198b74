import { describe, expect, test } from 'vitest';
import { readOnlyApi } from '../../src/cli/read-only.ts';
import { readServer } from '../../src/cli/server-target.ts';
import type { ApiKey } from '../../src/domain/api-key.ts';
import type { Node } from '../../src/domain/node.ts';
import type { PreAuthKey } from '../../src/domain/pre-auth-key.ts';
import type { User } from '../../src/domain/user.ts';
import { HsError } from '../../src/errors.ts';
import { connectHeadscale } from '../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import { noContexts } from '../support/harness.ts';
import { nothingRemembered } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

async function connected(): Promise<HeadscaleApi> {
  const env = { HS_ADDRESS: net.sandbox.address, HS_API_KEY: net.sandbox.apiKey };
  const readTextFile = () => '';
  return await connectHeadscale(
    await readServer({}, { env, readTextFile, contexts: noContexts() }, () => {}),
  );
}

const isChange = (rpc: string) => !/^(List|Get|Health|CheckPolicy)/.test(rpc);
const changes = () => net.sandbox.calls.map(({ rpc }) => rpc).filter(isChange);

/** How each method of the port is called; who adds one to the port does not compile before it is here too. */
const CALLS: Readonly<Record<keyof HeadscaleApi, (api: HeadscaleApi, there: There) => unknown>> = {
  transport: (api) => api.transport,
  underWay: (api) => api.underWay(1),
  release: (api) => api.release(),
  can: (api) => api.can('tagsCanBeCleared'),
  require: (api) => api.require('tagsCanBeCleared'),
  cannot: (api) => api.cannot(),
  hazard: (api) => api.hazard('nodeIdZeroHitsTheFirstNode'),
  listUsers: (api) => api.listUsers(),
  createUser: (api) => api.createUser({ name: 'new' }),
  renameUser: (api, { user }) => api.renameUser(user, 'new'),
  deleteUser: (api, { user }) => api.deleteUser(user),
  listPreAuthKeys: (api) => api.listPreAuthKeys(),
  createPreAuthKey: (api, { user }) =>
    api.createPreAuthKey({ user, reusable: false, ephemeral: false, aclTags: [], expiration: IN_AN_HOUR }),
  expirePreAuthKey: (api, { key }) => api.expirePreAuthKey(key),
  deletePreAuthKey: (api, { key }) => api.deletePreAuthKey(key),
  listNodes: (api) => api.listNodes(),
  eachNode: (api) => api.eachNode(),
  registerNode: (api, { user }) => api.registerNode(user, REQUEST),
  renameNode: (api, { node }) => api.renameNode(node, 'new'),
  deleteNode: (api, { node }) => api.deleteNode(node),
  expireNode: (api, { node }) => api.expireNode(node, 'now'),
  setTags: (api, { node }) => api.setTags(node, ['tag:ci']),
  moveNode: (api, { node, user }) => api.moveNode(node, user),
  setApprovedRoutes: (api, { node }) => api.setApprovedRoutes(node, []),
  backfillNodeIps: (api) => api.backfillNodeIps(),
  approveAuth: (api) => api.approveAuth(REQUEST),
  rejectAuth: (api) => api.rejectAuth(REQUEST),
  listApiKeys: (api) => api.listApiKeys(),
  createApiKey: (api) => api.createApiKey(IN_AN_HOUR),
  expireApiKey: (api, { apiKey }) => api.expireApiKey(apiKey),
  deleteApiKey: (api, { apiKey }) => api.deleteApiKey(apiKey),
  getPolicy: (api) => api.getPolicy(),
  setPolicy: (api) => api.setPolicy('{}'),
  checkPolicy: (api) => api.checkPolicy('{"acls": []}'),
  health: (api) => api.health(),
  rawCalls: (api) => api.rawCalls(),
  raw: (api) => api.raw('CreateUser', { name: 'new' }, { change: true }),
  close: (api) => api.close(),
};

const REQUEST = 'hskey-authreq-xxxxxxxxxxxxxxxxxxxxxxxx';
const IN_AN_HOUR = { seconds: NOW / 1000 + 3600, nanos: 0 };

/** One of everything that is there. */
interface There {
  readonly user: User;
  readonly node: Node;
  readonly key: PreAuthKey;
  readonly apiKey: ApiKey;
}

async function whatIsThere(api: HeadscaleApi): Promise<There> {
  const [[user], [node], [key], [apiKey]] = await Promise.all([
    api.listUsers(),
    api.listNodes(),
    api.listPreAuthKeys(),
    api.listApiKeys(),
  ]);
  if (!user || !node || !key || !apiKey) throw new Error('the demo tailnet lacks something');
  return { user, node, key, apiKey };
}

/** What it ends with; `done` where nothing is wrong. */
async function endOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'done';
  } catch (error) {
    if (error instanceof HsError) return error.message;
    throw error;
  }
}

test('every method of the port is tried', async () => {
  const api = await connected();
  expect(Object.keys(CALLS).sort()).toEqual(Object.keys(api).sort());
  api.close();
});

describe.each(Object.keys(CALLS) as (keyof HeadscaleApi)[])('%s', (method) => {
  test('is refused exactly where it would send a change', async () => {
    // What has gone since is tried where it was.
    if (method === 'moveNode') await net.start({ release: '0.27.0' });
    const api = await connected();
    const there = await whatIsThere(api);
    // A connection that the first read was sent on inherits the methods of another.
    const refusals = [api, Object.create(api) as HeadscaleApi].map((inner) => readOnlyApi(inner, 'prod'));
    const ends: string[] = [];
    for (const guarded of refusals) {
      if (method !== 'close') ends.push(await endOf(() => CALLS[method](guarded, there)));
    }
    expect(changes()).toEqual([]);
    await endOf(() => CALLS[method](api, there));
    const refused = 'The context prod is read-only, so nothing is changed';
    const isRefused = ends.map((end) => end === refused);
    expect(isRefused).toEqual(ends.map(() => changes().length > 0));
    api.close();
  });
});

test('a call made by hand that changes nothing goes through', async () => {
  const api = await connected();
  const answer = await readOnlyApi(api, 'prod').raw('ListUsers', {}, { change: false });
  expect(answer).toHaveProperty('users');
  api.close();
});

describe('a command in a read-only context', () => {
  const hs = async (line: string) => {
    await net.user('zoe');
    const { contexts } = nothingRemembered();
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    const login = `login ${net.sandbox.address} --api-key-stdin --read-only --context look`.split(' ');
    expect((await net.hs(login, { contexts, env, stdin: net.sandbox.apiKey })).code).toBe(0);
    return await net.hs(line, { contexts, env, files: { 'p.hujson': '{"acls": []}' } });
  };

  test.each([
    'users create john',
    'users rename alice alice.example --yes',
    'users delete zoe --yes',
    'nodes rename laptop workstation',
    'nodes delete laptop --yes',
    'nodes tag add web-1 tag:ci --yes',
    'routes approve nas 192.168.1.0/24',
    'preauthkeys create --user alice',
    'preauthkeys delete 1 --yes',
    'apikeys create',
    'apikeys expire 1 --yes',
    'apikeys delete 2 --yes',
    'policy set p.hujson --yes',
    'api DeleteUser {"id":"2"} --yes',
  ])('refuses %s', async (line) => {
    const refused = await hs(line);
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('The context look is read-only');
  });

  test.each([
    'users create john --dry-run',
    'users delete zoe --dry-run',
    'nodes tag add web-1 tag:ci --dry-run',
    'preauthkeys create --user alice --dry-run',
  ])('still shows what it would do: %s', async (line) => {
    expect(await hs(line)).toMatchObject({ code: 0, changes: [] });
  });

  test.each(['users list', 'nodes list -o json', 'api ListUsers', 'policy check p.hujson', 'whoami'])(
    'still reads: %s',
    async (line) => {
      expect(await hs(line)).toMatchObject({ code: 0 });
    },
  );
});
