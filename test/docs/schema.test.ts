import { describe, expect, test } from 'vitest';
import type { ApiKey, NewApiKey } from '../../src/domain/api-key.ts';
import type { ChangeRecord } from '../../src/domain/change-record.ts';
import type { ChangeStatus } from '../../src/domain/change-result.ts';
import { fromMillis } from '../../src/domain/instant.ts';
import { DEVICE_SYSTEMS, joinSteps } from '../../src/domain/onboarding.ts';
import { tailnetStatus } from '../../src/domain/status.ts';
import { diffTexts } from '../../src/domain/text-diff.ts';
import { EXIT_CODES, HsError } from '../../src/errors.ts';
import { errorDocument } from '../../src/output/error-text.ts';
import { joinJson } from '../../src/output/join-steps.ts';
import { apiKeyView } from '../../src/output/views/apikeys.ts';
import { changeView } from '../../src/output/views/changes.ts';
import { contextView } from '../../src/output/views/contexts.ts';
import { diagnosisView } from '../../src/output/views/doctor.ts';
import { healthView } from '../../src/output/views/health.ts';
import { historyView } from '../../src/output/views/history.ts';
import { apiKeyInFullView, preAuthKeyInFullView, userInFullView } from '../../src/output/views/in-full.ts';
import { newApiKeyView } from '../../src/output/views/new-api-key.ts';
import { nodeView } from '../../src/output/views/nodes.ts';
import { policyView } from '../../src/output/views/policy.ts';
import { policyCheckView } from '../../src/output/views/policy-check.ts';
import { policyDiffView } from '../../src/output/views/policy-diff.ts';
import { policyHistoryView } from '../../src/output/views/policy-history.ts';
import { preAuthKeyView } from '../../src/output/views/preauthkeys.ts';
import { routeView } from '../../src/output/views/routes.ts';
import { settingView } from '../../src/output/views/settings.ts';
import { type Status, statusView } from '../../src/output/views/status.ts';
import { userView } from '../../src/output/views/users.ts';
import { versionView } from '../../src/output/views/version.ts';
import { whoamiView } from '../../src/output/views/whoami.ts';
import { aNode, anApiKey, aPreAuthKey, aUser } from '../domain/samples.ts';
import { alice, apiKey, bornExpiredKey, laptop, nameless, reusableKey, server } from '../output/samples.ts';
import { runHs } from '../support/harness.ts';
import { useTailnet } from '../support/tailnet.ts';
import { namedFields, offences, readSchema, type SchemaName } from './json-schema.ts';
import { contexts, diagnoses, policyBackups, policyProblems, routes, versions, whoamis } from './samples.ts';

const shown = { reveal: true };
const newKey: NewApiKey = { ...apiKey, secret: 'hskey-api-abcdefghijkl-secret' };
const bareKey: ApiKey = anApiKey('1', 'abcdefg');
const facts = { nodes: [laptop], users: [alice], preAuthKeys: [reusableKey], apiKeys: [apiKey] };
const aStatus: Status = {
  ...tailnetStatus({ ...facts, ownKey: apiKey, now: Date.now() }),
  context: undefined,
  address: 'https://h',
  release: { oldest: '0.27.0', newest: '0.27.1' },
  transport: 'gRPC',
  faults: ['It forgets'],
};
const aChange: ChangeRecord = {
  at: '2026-11-24T12:00:00.000Z',
  context: null,
  address: 'https://headscale.example.com',
  change: 'users rename',
  target: { kind: 'user', id: '1', name: 'alice' },
  detail: 'to alicia',
  result: 'failed',
  error: 'it is gone',
  note: 'her wish',
};
const steps = joinSteps(
  {
    loginServer: 'https://h',
    authKey: 'x',
    hostname: undefined,
    advertiseRoutes: [],
    advertiseExitNode: false,
  },
  DEVICE_SYSTEMS,
);
const statuses: readonly ChangeStatus[] = ['changed', 'unchanged', 'failed', 'unknown', 'would-change'];

/** What the program prints, from things with everything and with nothing. */
const OUTPUT: Readonly<Record<SchemaName, readonly unknown[]>> = {
  user: [alice, nameless, aUser({ id: '5' })]
    .map((user) => userView.toJson(user, shown))
    .concat(userInFullView.toJson({ ...alice, nodes: [laptop], preAuthKeys: [reusableKey] }, shown)),
  node: [laptop, server, aNode({ id: '2' })].map((node) => nodeView.toJson(node, shown)),
  'pre-auth-key': [reusableKey, bornExpiredKey, aPreAuthKey({ id: '9', key: 'x' })]
    .map((key) => preAuthKeyView.toJson(key, shown))
    .concat(preAuthKeyInFullView.toJson({ ...reusableKey, nodes: [laptop] }, shown))
    .concat({ ...preAuthKeyView.toJson(reusableKey, shown), onboarding: joinJson('https://h', steps) }),
  'api-key': [
    apiKeyView.toJson(apiKey, shown),
    apiKeyView.toJson(bareKey, shown),
    newApiKeyView.toJson(newKey, shown),
    apiKeyInFullView.toJson({ ...apiKey, inUse: true, refusedByUpgrade: false }, shown),
  ],
  'change-result': [
    ...statuses.map((status) => changeView.toJson({ id: '1', name: 'laptop', status }, shown)),
    changeView.toJson({ id: '1', name: 'laptop', status: 'failed', error: 'it is gone' }, shown),
  ],
  'watch-event': [
    { type: 'present', at: '2026-11-24T12:00:00Z', id: '1', name: 'laptop', item: { id: '1' } },
    { type: 'changed', at: '2026-11-24T12:00:00Z', id: '1', name: 'a', before: { id: '1' }, item: {} },
    { type: 'unreachable', at: '2026-11-24T12:00:00Z', message: 'No' },
    { type: 'reachable', at: '2026-11-24T12:00:00Z' },
  ],
  status: [statusView.toJson(aStatus, shown)],
  'change-record': [historyView.toJson(aChange, shown)],
  route: routes.map((route) => routeView.toJson(route, shown)),
  policy: [
    policyView.toJson({ text: '{}', updatedAt: null }, shown),
    policyView.toJson({ text: '', updatedAt: fromMillis(0) }, shown),
  ],
  'policy-diff': [
    policyDiffView.toJson({ ...diffTexts('a\n', 'b\n'), from: 'the policy', to: 'p.hujson' }, shown),
    policyDiffView.toJson({ ...diffTexts('', ''), from: 'the policy', to: 'p.hujson' }, shown),
  ],
  'policy-check': [
    policyCheckView.toJson({ file: '-', good: true, checkedBy: 'server', problems: [] }, shown),
    policyCheckView.toJson(
      { file: 'p.hujson', good: false, checkedBy: 'hs', problems: policyProblems },
      shown,
    ),
  ],
  'policy-backup': policyBackups.map((backup) => policyHistoryView.toJson(backup, shown)),
  context: contexts.map((context) => contextView.toJson(context, shown)),
  setting: [settingView.toJson({ setting: 'address', value: 'https://h', origin: 'HS_ADDRESS' }, shown)],
  whoami: whoamis.map((whoami) => whoamiView.toJson(whoami, shown)),
  version: versions.map((version) => versionView.toJson(version, shown)),
  health: [true, false].map((databaseConnectivity) => healthView.toJson({ databaseConnectivity }, shown)),
  diagnosis: diagnoses.map((diagnosis) => diagnosisView.toJson(diagnosis, shown)),
  error: [
    errorDocument(new HsError('usage', 'No'), []),
    errorDocument(new HsError('ambiguous', 'Two', { hint: 'One.', details: ['a', 'b'] }), ['Said']),
    errorDocument(new TypeError('x'), []),
  ],
};

const NAMES = Object.keys(OUTPUT) as SchemaName[];

describe('the JSON of', () => {
  test.each(NAMES)('%s is as documented', (name) => {
    expect(OUTPUT[name].flatMap((value) => offences(value, name))).toEqual([]);
  });

  test.each(NAMES)('%s has every field that is documented', (name) => {
    const printed = new Set(OUTPUT[name].flatMap((value) => Object.keys(value as object)));
    const documented = namedFields(readSchema(`${name}.schema.json`)).filter((field) => !field.includes('.'));
    expect([...printed].sort()).toEqual(documented.sort());
  });

  test.each(NAMES)('%s always has the fields that are not called optional', (name) => {
    const always = OUTPUT[name]
      .map((value) => new Set(Object.keys(value as object)))
      .reduce((common, fields) => common.intersection(fields));
    expect([...always].sort()).toEqual(
      [...(readSchema(`${name}.schema.json`)['required'] as string[])].sort(),
    );
  });
});

test('the kinds of error are those that there are', () => {
  const { properties } = readSchema('error.schema.json') as {
    properties: { error: { properties: { code: { enum: string[] } } } };
  };
  expect([...properties.error.properties.code.enum].sort()).toEqual(Object.keys(EXIT_CODES).sort());
});

describe('what real command lines print', () => {
  const tailnet = useTailnet({ seed: 'demo' });

  test.each<[SchemaName, string]>([
    ['user', 'users list'],
    ['node', 'nodes list'],
    ['pre-auth-key', 'preauthkeys list'],
    ['api-key', 'apikeys list'],
    ['change-result', 'nodes delete laptop --yes'],
    ['change-result', 'nodes delete laptop --dry-run'],
    ['change-result', 'users create eve --dry-run'],
  ])('%s: hs %s', async (name, line) => {
    const { code, json } = await tailnet.hs(`${line} -o json`);
    const items = json() as unknown[];
    expect(code).toBe(0);
    expect(items).not.toEqual([]);
    expect(items.flatMap((item) => offences(item, name))).toEqual([]);
  });

  test.each<[SchemaName, string]>([
    ['user', 'users create eve'],
    ['node', 'nodes show laptop'],
    ['user', 'users show alice'],
    ['pre-auth-key', 'preauthkeys show 4'],
    ['api-key', 'apikeys show 1'],
    ['pre-auth-key', 'preauthkeys create --user alice'],
    ['api-key', 'apikeys create'],
  ])('%s: hs %s', async (name, line) => {
    const { code, json } = await tailnet.hs(`${line} -o json`);
    expect({ code, offences: offences(json(), name) }).toEqual({ code: 0, offences: [] });
  });

  test.each(['users show nobody', 'users lst', 'preauthkeys create'])('error: hs %s', async (line) => {
    const { out, errorJson } = await tailnet.hs(`${line} -o json`);
    expect({ out, offences: offences(errorJson(), 'error') }).toEqual({ out: '', offences: [] });
  });

  test('error: no server is named', async () => {
    const { errorJson } = await runHs(['users', 'list', '--json']);
    expect(offences(errorJson(), 'error')).toEqual([]);
  });
});

describe('a schema', () => {
  test.each<[string, SchemaName, unknown]>([
    ['a number for a text', 'user', { ...(OUTPUT.user[0] as object), id: 1 }],
    ['a field too many', 'user', { ...(OUTPUT.user[0] as object), age: 4 }],
    ['a field too few', 'user', { id: '1' }],
    ['null for a list', 'node', { ...(OUTPUT.node[0] as object), tags: null }],
    ['a number in a list', 'node', { ...(OUTPUT.node[0] as object), tags: [1] }],
    ['a time without a zone', 'api-key', { ...(OUTPUT['api-key'][0] as object), expiration: '2026-01-01' }],
    ['a status that is none', 'change-result', { id: '1', name: 'a', status: 'done' }],
    ['something wrong inside', 'node', { ...(OUTPUT.node[0] as object), user: { id: '1' } }],
  ])('refuses %s', (_, name, value) => {
    expect(offences(value, name)).not.toEqual([]);
  });
});
