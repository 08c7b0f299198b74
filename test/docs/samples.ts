import type { PolicyBackup } from '../../src/domain/policy-backup.ts';
import type { PolicyProblem } from '../../src/domain/policy-check/place.ts';
import type { ReleaseRange } from '../../src/domain/release.ts';
import type { ContextRow } from '../../src/output/views/contexts.ts';
import type { ShownDiagnosis } from '../../src/output/views/doctor.ts';
import type { RouteRow } from '../../src/output/views/routes.ts';
import type { Versions } from '../../src/output/views/version.ts';
import type { Whoami } from '../../src/output/views/whoami.ts';
import { apiKey, ZERO } from '../output/samples.ts';

// Things with everything and things with nothing, for the documentation of JSON.

const release: ReleaseRange = { oldest: '0.24', newest: '0.25' };
const address = 'https://headscale.example.com';

const yesOrNo = [true, false];

/** A route in every state. */
export const routes: readonly RouteRow[] = yesOrNo.flatMap((announced) =>
  yesOrNo.flatMap((approved) =>
    yesOrNo.map((serving) => ({
      nodeId: '1',
      node: 'nas',
      route: '10.0.0.0/24',
      announced,
      approved,
      serving,
      servedBy: serving ? { id: '1', name: 'nas' } : null,
      overlaps: approved ? [{ nodeId: '2', node: 'router', route: '10.0.0.0/8' }] : [],
    })),
  ),
);

const bare: ContextRow = {
  name: 'prod',
  current: false,
  address,
  transport: 'auto',
  trust: 'system',
  key: 'none',
  defaultUser: null,
  loginServer: null,
  readOnly: false,
};

export const contexts: readonly ContextRow[] = [
  bare,
  {
    ...bare,
    current: true,
    transport: 'http',
    trust: 'pinned',
    key: 'keyring',
    defaultUser: 'alice',
    loginServer: 'https://h',
    readOnly: true,
  },
];

export const whoamis: readonly Whoami[] = [
  {
    context: undefined,
    origin: 'HS_ADDRESS',
    address: 'unix:///run/hs.sock',
    transport: 'gRPC',
    release: undefined,
    apiKey: undefined,
  },
  { context: 'prod', origin: 'context prod', address, transport: 'HTTP', release, apiKey },
  {
    context: 'prod',
    origin: 'context prod',
    address,
    transport: 'gRPC',
    release,
    apiKey: { ...apiKey, expiration: ZERO },
  },
];

const nothing: Versions = {
  client: '0.1.0',
  address: undefined,
  transport: undefined,
  release: undefined,
  version: undefined,
  foundBy: [],
  cannot: [],
  problem: undefined,
};

export const versions: readonly Versions[] = [
  nothing,
  { ...nothing, address, problem: 'It cannot be reached' },
  {
    ...nothing,
    address,
    transport: 'gRPC',
    release,
    version: 'v0.24.0',
    foundBy: ['probes'],
    cannot: ['It cannot'],
  },
];

const check = { id: 'dns', title: 'DNS', status: 'ok', detail: 'it has an address', fix: [] } as const;

export const diagnoses: readonly ShownDiagnosis[] = [
  { address, checks: [], release: undefined },
  {
    address,
    checks: [check, { ...check, status: 'failed', fix: ['Mend it'] }],
    release: {
      range: release,
      version: undefined,
      transport: undefined,
      foundBy: [],
      contradiction: undefined,
      hazards: [],
    },
  },
  {
    address,
    checks: [check],
    release: {
      range: release,
      version: 'v0.24.0',
      transport: 'gRPC',
      foundBy: ['probes'],
      contradiction: 'They differ',
      hazards: ['It forgets'],
    },
  },
];

export const policyProblems: readonly PolicyProblem[] = [
  { place: { line: 3, column: 5 }, message: 'It is wrong', severity: 'error' },
  { place: null, message: 'It is odd', severity: 'warning' },
];

const backup: PolicyBackup = {
  id: '1',
  replacedAt: '2026-11-24T12:00:00.000Z',
  by: 'policy set',
  lines: 4,
  bytes: 90,
  added: 0,
  removed: 1,
  note: null,
};

export const policyBackups: readonly PolicyBackup[] = [backup, { ...backup, note: 'a try' }];
