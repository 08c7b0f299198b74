import { describe, expect, test } from 'vitest';
import { RELEASES, type Release } from '../../src/domain/release.ts';
import { HsError } from '../../src/errors.ts';
import {
  type Capability,
  capabilityFact,
  type Hazard,
  hasCapability,
  hasHazard,
  hazardFact,
  registrationIdKinds,
  requireCapability,
} from '../../src/headscale/capabilities.ts';
import { CAPABILITIES, HAZARDS } from '../../src/headscale/release-facts.ts';

const just = (release: Release) => ({ oldest: release, newest: release });
const capabilityNames = Object.keys(CAPABILITIES) as Capability[];
const hazardNames = Object.keys(HAZARDS) as Hazard[];

/** The releases that have it, written out: what the table says by its ends. */
const CAPABLE: Readonly<Record<Capability, readonly Release[]>> = {
  usersKeepProfiles: ['0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  routesAreLists: ['0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  healthHasACall: ['0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  changesShareWrites: ['0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  nodeExpiryCanBeSet: ['0.27.1', '0.28', '0.29', '0.30'],
  nodeExpiryCanBeDisabled: ['0.29', '0.30'],
  nodesCanMove: ['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1'],
  tagsCanBeCleared: ['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1'],
  preAuthKeysCanBeDeleted: ['0.28', '0.29', '0.30'],
  preAuthKeysNeedNoOwner: ['0.28', '0.29', '0.30'],
  authSessionsCanBeFinished: ['0.29', '0.30'],
  tagsCanOwnTags: ['0.28', '0.29', '0.30'],
  policyCanBeChecked: ['0.29', '0.30'],
};

const HAZARDOUS: Readonly<Record<Hazard, readonly Release[]>> = {
  nodeIdZeroHitsTheFirstNode: ['0.23', '0.24', '0.25', '0.26'],
  policyNamesUsersBarely: ['0.23', '0.24', '0.25'],
  policyFieldsAreIgnored: ['0.23', '0.24', '0.25', '0.26'],
  preAuthKeysListedByName: ['0.23', '0.24', '0.25'],
  devicesOfAnotherUserRefused: ['0.23', '0.24'],
  emptyPolicyIsStored: ['0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  usersShareNames: ['0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  policyLiveBeforeItIsStored: ['0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  oidcUsersCannotBeRenamed: ['0.25', '0.26'],
  namesAreNotChecked: ['0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  nodeWritesWaitForABatch: ['0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  renamedUserKeepsOldNameInNodes: ['0.27.0', '0.27.1', '0.28', '0.29', '0.30'],
  clearedTagsForgottenAtRestart: ['0.27.1'],
  clearedRoutesForgottenAtRestart: ['0.27.1', '0.28'],
  expiryForgottenAtRestart: ['0.27.1', '0.28'],
  listsSecretsInClear: ['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1'],
  oldKeysListedInClear: ['0.28', '0.29', '0.30'],
  taggingIsOneWay: ['0.28', '0.29', '0.30'],
  tagsNeedAnOwnerInThePolicy: ['0.28', '0.29', '0.30'],
  apiKeysOfOldReleasesRefused: ['0.28', '0.29', '0.30'],
  deletingUserDeletesAllPreAuthKeys: ['0.28'],
  expiringUnknownPreAuthKeySaysOk: ['0.28', '0.29'],
  rejectedLoginsCanStillRegister: ['0.29', '0.30'],
};

describe('which release has what', () => {
  test.each(capabilityNames)('%s', (name) => {
    expect(RELEASES.filter((release) => hasCapability(just(release), name))).toEqual(CAPABLE[name]);
  });

  test.each(hazardNames)('%s', (name) => {
    expect(RELEASES.filter((release) => hasHazard(just(release), name))).toEqual(HAZARDOUS[name]);
  });

  test.each([...capabilityNames.map(capabilityFact), ...hazardNames.map(hazardFact)])(
    '$sentence',
    ({ sentence, instead }) => {
      expect(sentence).toMatch(/^[A-Z].*[^.]$/);
      expect(instead).toMatch(/\.$/);
    },
  );
});

describe('ranges', () => {
  const range = { oldest: '0.26', newest: '0.27.1' } as const;

  test('every member must be capable, any member is a hazard', () => {
    expect(hasCapability(range, 'nodeExpiryCanBeSet')).toBe(false);
    expect(hasCapability(range, 'nodesCanMove')).toBe(true);
    expect(hasHazard(range, 'expiryForgottenAtRestart')).toBe(true);
    expect(hasHazard(range, 'deletingUserDeletesAllPreAuthKeys')).toBe(false);
  });

  test('an unknown release can nothing, and is as dangerous as any', () => {
    expect(capabilityNames.filter((name) => hasCapability(undefined, name))).toEqual([]);
    expect(hazardNames.filter((name) => !hasHazard(undefined, name))).toEqual([]);
  });

  test('registration ids differ between 0.24 and 0.25, which probes cannot tell apart', () => {
    expect(registrationIdKinds({ oldest: '0.24', newest: '0.25' })).toEqual([
      'machine-key',
      'registration-id',
    ]);
    expect(RELEASES.map((release) => registrationIdKinds(just(release)).join())).toEqual([
      'machine-key',
      'machine-key',
      'registration-id',
      'registration-id',
      'registration-id',
      'registration-id',
      'registration-id',
      'auth-id',
      'auth-id',
    ]);
  });
});

describe('requireCapability', () => {
  function thrown(call: () => void): HsError {
    try {
      call();
    } catch (error) {
      if (error instanceof HsError) return error;
    }
    throw new Error('nothing was thrown');
  }

  test('lets a capable release pass', () => {
    expect(() => requireCapability(just('0.29'), 'nodeExpiryCanBeDisabled')).not.toThrow();
  });

  test('says what cannot be done, on which release, and what to do instead', () => {
    const error = thrown(() => requireCapability(just('0.28'), 'nodeExpiryCanBeDisabled'));
    expect([error.code, error.exitCode]).toEqual(['unsupported', 7]);
    expect(error.message).toBe(
      "Headscale before 0.29 cannot switch a node's expiry off: it would expire it at once; " +
        'this server is Headscale 0.28',
    );
    expect(error.hint).toBe('From 0.27.1 on, `hs nodes expire NODE --in 3650d` comes to the same.');
  });

  test('says where the release is not known closely enough', () => {
    const error = thrown(() => requireCapability({ oldest: '0.26', newest: '0.27.1' }, 'nodeExpiryCanBeSet'));
    expect(error.message).toMatch(
      /this server is Headscale 0\.26 – 0\.27\.1, which cannot be told apart here$/,
    );
  });

  test('refuses an unknown release', () => {
    const error = thrown(() => requireCapability(undefined, 'nodesCanMove'));
    expect([error.code, error.exitCode]).toEqual(['unknown_release', 7]);
    expect(error.hint).toContain('hs version');
  });
});
