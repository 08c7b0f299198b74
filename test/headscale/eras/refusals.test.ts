import { describe, expect, test } from 'vitest';
import { RELEASES, type Release } from '../../../src/domain/release.ts';
import { TAGGED_DEVICES_ID } from '../../../src/domain/user.ts';
import { type EraCalls, eraCalls } from '../../../src/headscale/eras/calls.ts';
import { ERAS, type Era, eraOfRelease } from '../../../src/headscale/eras/era.ts';
import { fakeWire } from './fake-wire.ts';
import { aKey, aNode, anApiKey, aUser } from './things.ts';

/** What a call throws, and that nothing went over the wire. */
async function refused(era: Era, call: (calls: EraCalls) => Promise<unknown>, release?: Release) {
  const wire = fakeWire(() => ({}));
  const range = release && { oldest: release, newest: release };
  const error = await call(eraCalls(era, wire, range)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(wire.calls).toEqual([]);
  return error;
}

const at = { seconds: 1_900_000_000, nanos: 0 };
const node = aNode();
const newKey = { user: null, reusable: false, ephemeral: false, expiration: at, aclTags: ['tag:a'] };

/** Calls that some releases lack: the releases that have them, and the call. */
const LACKING: readonly (readonly [
  what: string,
  has: (release: Release) => boolean,
  call: (calls: EraCalls) => Promise<unknown>,
])[] = [
  ['moveNode', (r) => r < '0.28', (calls) => calls.moveNode(node, aUser())],
  ['deletePreAuthKey', (r) => r >= '0.28', (calls) => calls.deletePreAuthKey(aKey())],
  ['createPreAuthKey without an owner', (r) => r >= '0.28', (calls) => calls.createPreAuthKey(newKey)],
  ['approveAuth', (r) => r >= '0.29', (calls) => calls.approveAuth('hskey-authreq-x')],
  ['rejectAuth', (r) => r >= '0.29', (calls) => calls.rejectAuth('hskey-authreq-x')],
  ['checkPolicy', (r) => r >= '0.29', (calls) => calls.checkPolicy('{}')],
  ['health', (r) => r >= '0.27.0', (calls) => calls.health()],
  ['expireNode never', (r) => r >= '0.29', (calls) => calls.expireNode(node, 'never')],
  ['expireNode at a time', (r) => r >= '0.27.1', (calls) => calls.expireNode(node, { at })],
  ['setTags to none', (r) => r < '0.28', (calls) => calls.setTags(node, [])],
  ['a display name', (r) => r >= '0.24', (calls) => calls.createUser({ name: 'a', displayName: 'A' })],
];

const OF_GRPC = RELEASES.filter((release) => eraOfRelease(release) !== undefined);

describe('what a release lacks is refused before anything is sent', () => {
  const lacking = LACKING.flatMap(([what, has, call]) =>
    OF_GRPC.filter((release) => !has(release)).map((release) => ({ what, release, call })),
  );

  test.each(lacking)('$what on $release', async ({ release, call }) => {
    const error = await refused(eraOfRelease(release) ?? '0.29', call, release);
    expect(error).toMatchObject({ code: 'unsupported', exitCode: 7 });
    expect(error).toHaveProperty('hint', expect.stringMatching(/./));
  });

  const having = LACKING.flatMap(([what, has, call]) =>
    OF_GRPC.filter(has).map((release) => ({ what, release, call })),
  );

  test.each(having)('$what is sent on $release', async ({ release, call }) => {
    const wire = fakeWire(() => ({ node: { id: '1' }, preAuthKey: { id: '1' }, user: { id: '1' } }));
    await call(eraCalls(eraOfRelease(release) ?? '0.29', wire, { oldest: release, newest: release }));
    expect(wire.calls).toHaveLength(1);
  });

  test('health is asked for in era 0.26 while 0.26 and 0.27 are possible: the call itself tells', async () => {
    const wire = fakeWire(() => ({}));
    expect(await eraCalls('0.26', wire).health()).toEqual({ databaseConnectivity: false });
    expect(wire.calls).toHaveLength(1);
  });

  test('a time is not set in era 0.26 while 0.26 and 0.27.0 are possible: they expire the node at once', async () => {
    const error = await refused('0.26', (calls) => calls.expireNode(node, { at }));
    expect(error).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Headscale 0.26 – 0.27.1'),
    });
  });
});

describe('what a server would misread is never sent', () => {
  const zero = { id: '0' };
  const BAD_IDS: readonly (readonly [string, (calls: EraCalls) => Promise<unknown>])[] = [
    ['deleteNode 0', (calls) => calls.deleteNode(aNode(zero))],
    ['renameNode 0', (calls) => calls.renameNode(aNode(zero), 'x')],
    ['expireNode 0', (calls) => calls.expireNode(aNode(zero), 'now')],
    ['setTags 0', (calls) => calls.setTags(aNode(zero), ['tag:a'])],
    ['setApprovedRoutes 0', (calls) => calls.setApprovedRoutes(aNode(zero), [])],
    ['deleteNode with a name for an id', (calls) => calls.deleteNode(aNode({ id: 'host' }))],
    ['renameNode to nothing', (calls) => calls.renameNode(node, '')],
    ['createUser without a name', (calls) => calls.createUser({ name: '' })],
    ['renameUser to nothing', (calls) => calls.renameUser(aUser(), '')],
    ['registerNode without an id', (calls) => calls.registerNode(aUser(), '')],
    ['deleteUser of the pseudo user', (calls) => calls.deleteUser(aUser({ id: TAGGED_DEVICES_ID }))],
    [
      'registerNode for the pseudo user',
      (calls) => calls.registerNode(aUser({ id: TAGGED_DEVICES_ID }), 'k'),
    ],
  ];

  test.each(BAD_IDS.flatMap(([what, call]) => ERAS.map((era) => ({ what, era, call }))))(
    '$what in era $era',
    async ({ era, call }) => {
      expect(await refused(era, call)).toMatchObject({ code: 'invalid_value' });
    },
  );

  const BY_ID: readonly (readonly [string, readonly Era[], (calls: EraCalls) => Promise<unknown>])[] = [
    ['deleteUser 0', ['0.24', '0.26', '0.28', '0.29'], (calls) => calls.deleteUser(aUser(zero))],
    ['renameUser 0', ['0.24', '0.26', '0.28', '0.29'], (calls) => calls.renameUser(aUser(zero), 'x')],
    ['moveNode to user 0', ['0.26'], (calls) => calls.moveNode(node, aUser(zero))],
    [
      'a key of user 0',
      ['0.26', '0.28', '0.29'],
      (calls) => calls.createPreAuthKey({ ...newKey, user: aUser(zero) }),
    ],
    ['expirePreAuthKey 0', ['0.28', '0.29'], (calls) => calls.expirePreAuthKey(aKey(zero))],
    ['deletePreAuthKey 0', ['0.28', '0.29'], (calls) => calls.deletePreAuthKey(aKey(zero))],
    ['deleteApiKey 0', ['0.28', '0.29'], (calls) => calls.deleteApiKey(anApiKey(zero))],
    ['expireApiKey 0', ['0.28', '0.29'], (calls) => calls.expireApiKey(anApiKey(zero))],
    [
      'deleteApiKey without a prefix',
      ['0.23', '0.24', '0.26'],
      (calls) => calls.deleteApiKey(anApiKey({ prefix: '' })),
    ],
    [
      'expirePreAuthKey without a secret',
      ['0.23', '0.24', '0.26'],
      (calls) => calls.expirePreAuthKey(aKey({ user: aUser() })),
    ],
  ];

  test.each(BY_ID.flatMap(([what, eras, call]) => eras.map((era) => ({ what, era, call }))))(
    '$what in era $era',
    async ({ era, call }) => {
      expect(await refused(era, call)).toMatchObject({ code: 'invalid_value' });
    },
  );
});

describe('users without a name, where a call takes only a name', () => {
  const nameless = aUser({ id: '5', name: '', email: 'five@example.com', provider: 'oidc' });
  const CALLS: readonly (readonly [string, readonly Era[], (calls: EraCalls) => Promise<unknown>])[] = [
    ['registerNode', ERAS, (calls) => calls.registerNode(nameless, 'key')],
    ['createPreAuthKey', ['0.23', '0.24'], (calls) => calls.createPreAuthKey({ ...newKey, user: nameless })],
    ['moveNode', ['0.23', '0.24'], (calls) => calls.moveNode(node, nameless)],
    ['expirePreAuthKey', ['0.23', '0.24'], (calls) => calls.expirePreAuthKey(aKey({ user: nameless }))],
    ['renameUser', ['0.23'], (calls) => calls.renameUser(nameless, 'x')],
    ['deleteUser', ['0.23'], (calls) => calls.deleteUser(nameless)],
  ];

  test.each(CALLS.flatMap(([what, eras, call]) => eras.map((era) => ({ what, era, call }))))(
    '$what in era $era',
    async ({ era, call }) => {
      expect(await refused(era, call)).toMatchObject({
        code: 'unsupported',
        message: expect.stringContaining('User 5 has no name'),
      });
    },
  );

  test.each(['0.28', '0.29'] as const)('era %s shows an id in place of the name', async (era) => {
    for (const name of ['5', 'https://issuer/5']) {
      const shown = aUser({ id: '5', name, providerId: 'https://issuer/5' });
      expect(await refused(era, (calls) => calls.registerNode(shown, 'key'))).toMatchObject({
        code: 'unsupported',
      });
    }
  });

  test('before 0.28 a number is a name like others', async () => {
    const wire = fakeWire(() => ({ node: { id: '1' } }));
    await eraCalls('0.26', wire).registerNode(aUser({ id: '5', name: '5' }), 'key');
    expect(wire.calls).toEqual([{ rpc: 'RegisterNode', message: { user: '5', key: 'key' } }]);
  });

  test.each(['0.23', '0.24', '0.26'] as const)('a key of nobody cannot be expired in era %s', async (era) => {
    expect(await refused(era, (calls) => calls.expirePreAuthKey(aKey({ key: 'secret' })))).toMatchObject({
      code: 'unsupported',
    });
  });
});
