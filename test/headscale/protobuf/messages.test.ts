import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { ERAS } from '../../../src/headscale/eras/era.ts';
import { loadMessages, type RpcMessages } from '../../../src/headscale/grpc/messages.ts';
import { decodeMessage } from '../../../src/headscale/protobuf/decode.ts';
import { encodeMessage } from '../../../src/headscale/protobuf/encode.ts';
import type { MessageType } from '../../../src/headscale/protobuf/schema.ts';
import type { Message } from '../../../src/headscale/wire.ts';
import { messageTypes } from '../../support/answer-bytes.ts';
import { recordedCalls } from '../eras/recorded.ts';
import { anyMessage } from './any-message.ts';

/** Numbers of 64 bits as text, and what has its default value left out, which is all the same to proto3. */
function plain(type: MessageType, message: Message): Record<string, unknown> {
  return Object.fromEntries(
    type.fields.flatMap(({ name, kind, message: inner, repeated }) => {
      const value = message[name];
      const one = (item: unknown) =>
        inner ? plain(inner, item as Message) : kind.endsWith('64') ? String(item) : item;
      if (repeated) return Array.isArray(value) && value.length > 0 ? [[name, value.map(one)]] : [];
      return value === undefined || ['', false, 0, '0'].includes(value as string) ? [] : [[name, one(value)]];
    }),
  );
}

const LONGS = { longs: String, enums: Number } as const;

describe.each(ERAS)('every message of era %s', async (era) => {
  const calls = [...(await loadMessages(era))];

  test.each(calls)('of %s is read and written as protobufjs does it', async (rpc, messages) => {
    const { request, response } = await messageTypes(era, rpc);
    for (const [type, theirs] of [
      [messages.requestType, request],
      [messages.responseType, response],
    ] as const) {
      fc.assert(
        fc.property(anyMessage(theirs), (values) => {
          const bytes = theirs.encode(theirs.fromObject(values)).finish();
          const expected = plain(type, theirs.toObject(theirs.decode(bytes), LONGS));
          expect(plain(type, decodeMessage(type, bytes))).toEqual(expected);
          const written = encodeMessage(type, expected);
          expect(plain(type, theirs.toObject(theirs.decode(written), LONGS))).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    }
  });
});

function messagesOf(calls: ReadonlyMap<string, RpcMessages>, rpc: string): RpcMessages {
  const messages = calls.get(rpc);
  if (!messages) throw new Error(`no ${rpc}`);
  return messages;
}

const v29 = await loadMessages('0.29');
const listNodes = messagesOf(v29, 'ListNodes');
const { responseType: nodes } = listNodes;
const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
/** One node with these bytes. */
const node = (...bytes: number[]) => bytesOf(0x0a, bytes.length, ...bytes);

describe('what is no message is refused', () => {
  test.each([
    ['a tag without a value', bytesOf(0x0a)],
    ['a length beyond the end', bytesOf(0x0a, 5, 0x08, 1)],
    ['a length beyond the end of the message it is in', bytesOf(0x0a, 2, 0x12, 9, 0x61, 0x61)],
    ['a number that goes on beyond the end', node(0x08, 0x80)],
    ['a number that goes on beyond its message', bytesOf(0x0a, 2, 0x08, 0x80, 0x01)],
    ['a number of more than 64 bits', node(0x08, ...Array(10).fill(0xff), 1)],
    ['a number of 70 bits', node(0x08, ...Array(9).fill(0xff), 0x7f)],
    ['a length of more than 32 bits', node(0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f)],
    ['text where a number should be', node(0x0a, 1, 0x31)],
    ['a number where text should be', node(0x10, 1)],
    ['a number where a message should be', bytesOf(0x08, 1)],
    ['the beginning of a group', bytesOf(0x0b)],
    ['an unknown field of eight bytes that are not there', bytesOf(0x79, 1, 2, 3)],
    ['an unknown field of four bytes that are not there', bytesOf(0x7d, 1, 2, 3)],
  ])('%s', (_, bytes) => {
    expect(() => decodeMessage(nodes, bytes)).toThrow();
    expect(() => listNodes.decodeResponse(bytes)).toThrow("cannot be read as Headscale's");
    expect(() => [...listNodes.decodeEach(bytes, 'nodes', (message) => message)]).toThrow(HsError);
  });

  test('a recorded answer that was cut anywhere is refused or is one of fewer things, never anything else', () => {
    const recorded = recordedCalls().find(
      ({ era, rpc, responseHex }) => era === '0.29' && rpc === 'ListNodes' && responseHex.length > 1000,
    );
    const bytes = Buffer.from(recorded?.responseHex ?? '', 'hex');
    const whole = decodeMessage(nodes, bytes)['nodes'] as Message[];
    for (let length = 0; length < bytes.length; length += 1) {
      let read: Message[] | undefined;
      try {
        read = decodeMessage(nodes, bytes.subarray(0, length))['nodes'] as Message[];
      } catch {
        // Refused.
      }
      if (read) expect(read).toEqual(whole.slice(0, read.length));
    }
    expect(whole.length).toBeGreaterThan(1);
  });
});

describe('what another release may add', () => {
  const known = [0x08, 7];

  test.each([
    ['a number', [0xf8, 0x07, 0xff, 0x01]],
    ['eight bytes', [0xf9, 0x07, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['bytes', [0xfa, 0x07, 2, 0xff, 0xff]],
    ['four bytes', [0xfd, 0x07, 1, 2, 3, 4]],
  ])('is passed over: %s', (_, unknown) => {
    expect(decodeMessage(nodes, node(...unknown, ...known))).toEqual({ nodes: [{ id: 7 }] });
    expect(decodeMessage(nodes, bytesOf(...unknown, ...node(...known)))).toEqual({ nodes: [{ id: 7 }] });
  });
});

describe('values at their ends', () => {
  test('ids beyond what a number holds are text', () => {
    const id = (...bytes: number[]) =>
      (decodeMessage(nodes, node(0x08, ...bytes))['nodes'] as Message[])[0]?.['id'];
    expect(id(...Array(7).fill(0xff), 0x0f)).toBe(Number.MAX_SAFE_INTEGER);
    expect(id(...Array(7).fill(0x80), 0x10)).toBe('9007199254740992');
    expect(id(...Array(9).fill(0xff), 0x01)).toBe('18446744073709551615');
  });

  test('the zero time of Go is negative and exact', () => {
    const zero = [0x08, 0x80, 0x92, 0xb8, 0xc3, 0x98, 0xfe, 0xff, 0xff, 0xff, 0x01];
    expect(decodeMessage(nodes, node(0x52, zero.length, ...zero))).toEqual({
      nodes: [{ expiry: { seconds: -62_135_596_800 } }],
    });
  });

  test('texts of any script come back, and bytes that are none become marks of that', () => {
    const text = 'Jürgens Büro 🏠';
    const bytes = [...Buffer.from(text)];
    expect(decodeMessage(nodes, node(0x32, bytes.length, ...bytes))).toEqual({ nodes: [{ name: text }] });
    expect(decodeMessage(nodes, node(0x32, 2, 0x61, 0xff))).toEqual({ nodes: [{ name: 'a\ufffd' }] });
  });

  test('of a field that comes twice the last holds, of a list all', () => {
    expect(
      decodeMessage(nodes, node(0x32, 1, 0x61, 0xd2, 0x01, 1, 0x78, 0x32, 1, 0x62, 0xd2, 0x01, 1, 0x79)),
    ).toEqual({ nodes: [{ name: 'b', tags: ['x', 'y'] }] });
  });
});

describe('a request that is a mistake of hs', () => {
  const { requestType } = messagesOf(v29, 'RenameNode');

  test.each([
    ['a field that there is not', { nodeId: '1', newName: 'a', name: 'b' }, 'no field name'],
    ['a text that is none', { nodeId: '1', newName: 7 }, 'newName is no string'],
    ['a number that is none', { nodeId: 'one', newName: 'a' }, 'nodeId is no uint64'],
    ['a number that is not exact', { nodeId: 2 ** 53, newName: 'a' }, 'nodeId is no uint64'],
    ['a flag in place of a number', { nodeId: true, newName: 'a' }, 'nodeId is no uint64'],
  ])('is not written: %s', (_, message, why) => {
    expect(() => encodeMessage(requestType, message)).toThrow(why);
  });

  test('is not written: a list that is none', () => {
    const setTags = messagesOf(v29, 'SetTags').requestType;
    expect(() => encodeMessage(setTags, { nodeId: '1', tags: 'tag:a' })).toThrow('tags is no list');
  });
});

describe('messages of a list, each when it is taken', () => {
  const { requestType: _, ...list } = listNodes;

  test('are those of the list, with their places', () => {
    const bytes = Buffer.concat([node(0x08, 1), node(0x08, 2)]);
    const read = (message: Message, index: number) => [index, message['id']];
    expect([...list.decodeEach(bytes, 'nodes', read)]).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('are refused when it is their turn', () => {
    const bytes = Buffer.concat([node(0x08, 1), node(0x08, 0x80)]);
    const taken: unknown[] = [];
    expect(() => {
      for (const id of list.decodeEach(bytes, 'nodes', (message) => message['id'])) taken.push(id);
    }).toThrow("The answer to ListNodes cannot be read as Headscale's");
    expect(taken).toEqual([1]);
  });

  test('whoever reads them says what is wrong with one of them', () => {
    const read = () => {
      throw new HsError('failed', 'not a node');
    };
    expect(() => [...list.decodeEach(node(0x08, 1), 'nodes', read)]).toThrow('not a node');
  });
});
