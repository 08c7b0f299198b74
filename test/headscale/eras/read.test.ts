import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { eraCalls } from '../../../src/headscale/eras/calls.ts';
import { Fields } from '../../../src/headscale/eras/read.ts';
import { fakeWire } from './fake-wire.ts';
import { aNode } from './things.ts';

/** A 64-bit number as protobufjs decodes it. */
const long = (value: number) => protobuf.util.LongBits.fromNumber(value).toLong(true);

describe('ids', () => {
  test.each([
    ['text', '7', '7'],
    ['a number', 7, '7'],
    ['a Long', long(7), '7'],
    [
      'the largest uint64',
      new protobuf.util.LongBits(0xffffffff, 0xffffffff).toLong(true),
      '18446744073709551615',
    ],
    ['more than 32 bits', long(2_147_455_555 * 4), '8589822220'],
    ['leading zeros', '007', '7'],
    ['zero', 0, undefined],
    ['zeros', '00', undefined],
    ['zero as text', '0', undefined],
    ['a zero Long', long(0), undefined],
    ['empty text', '', undefined],
    ['null', null, undefined],
  ])('%s', (_, value, id) => {
    expect(new Fields({ id: value }).optionalId('id')).toBe(id);
  });

  test.each([['seven'], [-1], [1.5], [2 ** 60], [{}], [[]], [true]])('%j is none', (value) => {
    expect(() => new Fields({ id: value }).optionalId('id')).toThrow(HsError);
  });
});

describe('times', () => {
  const instant = { seconds: 1_795_480_122, nanos: 467_470_935 };
  test.each([
    ['RFC 3339', '2026-11-24T00:28:42.467470935Z', instant],
    ['seconds as a Long', { seconds: long(instant.seconds), nanos: instant.nanos }, instant],
    ['seconds as a number', { ...instant }, instant],
    ['seconds as text', { seconds: String(instant.seconds), nanos: instant.nanos }, instant],
    ['before 1970', { seconds: long(-62_135_596_800), nanos: 0 }, { seconds: -62_135_596_800, nanos: 0 }],
    ['1970', {}, { seconds: 0, nanos: 0 }],
    ["Go's zero time", '0001-01-01T00:00:00Z', { seconds: -62_135_596_800, nanos: 0 }],
    ['null', null, null],
    ['nothing', undefined, null],
  ])('%s', (_, value, expected) => {
    expect(new Fields({ at: value }).time('at')).toEqual(expected);
  });

  test.each([
    ['yesterday'],
    [7],
    [true],
    [{ seconds: 'x' }],
    [{ seconds: '' }],
    [{ seconds: 253_402_300_800 }],
    [{ seconds: 0, nanos: 1_000_000_000 }],
    [{ seconds: 0, nanos: '1' }],
  ])('%j is none', (value) => {
    expect(() => new Fields({ at: value }).time('at')).toThrow(/ at at, not a time$/);
  });
});

describe('answers that are not as expected are refused with the path', () => {
  const key = { id: '1', user: { id: '1' } };
  test.each([
    ['an HTML page', {}, 'nothing at nodes, not a list'],
    ['a list of texts', { nodes: ['x'] }, 'text at nodes[0], not an object'],
    ['no id', { nodes: [{ id: '1' }, {}] }, 'nothing at nodes[1].id, not an id'],
    ['id 0', { nodes: [{ id: 0 }] }, 'the number 0 at nodes[0].id, not an id'],
    ['a name that is none', { nodes: [{ id: '1', name: 7 }] }, 'the number 7 at nodes[0].name, not text'],
    ['online', { nodes: [{ id: '1', online: 'yes' }] }, 'text at nodes[0].online, not true or false'],
    ['a user', { nodes: [{ id: '1', user: 'bob' }] }, 'text at nodes[0].user, not an object'],
    [
      "the user's id",
      { nodes: [{ id: '1' }, { id: '2', user: { id: 'x' } }] },
      'text at nodes[1].user.id, not an id',
    ],
    [
      "the key's user",
      { nodes: [{ id: '1', preAuthKey: { ...key, user: { id: '1', name: [] } } }] },
      'a list at nodes[0].preAuthKey.user.name, not text',
    ],
    ['a tag', { nodes: [{ id: '1', tags: ['tag:a', 7] }] }, 'the number 7 at nodes[0].tags[1], not text'],
    ['tags', { nodes: [{ id: '1', tags: 'tag:a' }] }, 'text at nodes[0].tags, not a list'],
    ['expiry', { nodes: [{ id: '1', expiry: 'soon' }] }, 'text at nodes[0].expiry, not a time'],
    [
      'how it came in',
      { nodes: [{ id: '1', registerMethod: 9 }] },
      'the number 9 at nodes[0].registerMethod, not one of REGISTER_METHOD_UNSPECIFIED, ' +
        'REGISTER_METHOD_AUTH_KEY, REGISTER_METHOD_CLI, REGISTER_METHOD_OIDC',
    ],
  ])('%s', async (_, answer, what) => {
    await expect(
      eraCalls(
        '0.29',
        fakeWire(() => answer),
      ).listNodes(),
    ).rejects.toMatchObject({
      code: 'failed',
      message: `The server's answer has ${what}`,
    });
  });

  test('a secret that is no text is not shown', async () => {
    const wire = fakeWire(() => ({ preAuthKeys: [{ id: '1', key: ['hskey-auth-secret'] }] }));
    await expect(eraCalls('0.29', wire).listPreAuthKeys()).rejects.toThrow(
      "The server's answer has a list at preAuthKeys[0].key, not text",
    );
  });

  test('a new API key that is empty is none', async () => {
    const wire = fakeWire(() => ({ apiKey: '' }));
    await expect(eraCalls('0.29', wire).createApiKey({ seconds: 1, nanos: 0 })).rejects.toMatchObject({
      code: 'answer_lost',
      message: "The server's answer has empty text at apiKey, not text",
    });
  });

  test('where something was changed, the change may well be made', async () => {
    const wire = fakeWire(() => ({ node: { id: '1', user: { id: '1', name: 7 } } }));
    await expect(eraCalls('0.29', wire).renameNode(aNode(), 'new')).rejects.toMatchObject({
      code: 'answer_lost',
      message: expect.stringContaining('at node.user.name'),
      hint: expect.stringContaining('look before you repeat it'),
    });
  });

  test('enums come as numbers and as names', async () => {
    const wire = fakeWire(() => ({
      nodes: [
        { id: '1', registerMethod: 3 },
        { id: '2', registerMethod: 'REGISTER_METHOD_OIDC' },
        { id: '3' },
      ],
    }));
    expect((await eraCalls('0.29', wire).listNodes()).map((node) => node.registerMethod)).toEqual([
      'REGISTER_METHOD_OIDC',
      'REGISTER_METHOD_OIDC',
      'REGISTER_METHOD_UNSPECIFIED',
    ]);
  });
});
