import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LazyList } from '../../../src/domain/lazy-list.ts';
import type { Node } from '../../../src/domain/node.ts';
import { eraCalls } from '../../../src/headscale/eras/calls.ts';
import type { Era } from '../../../src/headscale/eras/era.ts';
import { ERAS } from '../../../src/headscale/eras/era.ts';
import { loadMessages } from '../../../src/headscale/grpc/messages.ts';
import type { Wire } from '../../../src/headscale/wire.ts';
import { jsonItem, jsonList, jsonListOf } from '../../../src/output/json.ts';
import { nodeView } from '../../../src/output/views/nodes.ts';
import { answerBytes, messageTypes } from '../../support/answer-bytes.ts';
import { recordedCalls } from '../eras/recorded.ts';
import { anyMessage } from './any-message.ts';

/** Refuses bytes that are no text. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const options = { reveal: false };
const json = (node: Node) => nodeView.toJson(node, options);

/** The nodes in an answer to ListNodes, each read when it is taken. */
async function nodesIn(era: Era, bytes: Uint8Array): Promise<LazyList<Node>> {
  const messages = await loadMessages(era);
  const wire: Wire = {
    async call(rpc) {
      return messages.get(rpc)?.decodeResponse(rpc === 'ListNodes' ? bytes : new Uint8Array()) ?? {};
    },
    async each(rpc, list, read) {
      const codec = messages.get(rpc);
      if (!codec) throw new Error(`no ${rpc}`);
      return codec.decodeEach(bytes, list, read);
    },
  };
  return await eraCalls(era, wire).eachNode();
}

/** What a list is written as when its nodes are read, or the error. */
function read(nodes: LazyList<Node>): string {
  return textOrError(() => [...jsonList([...nodes].map(json))].join(''));
}

/** The same without reading them, and how many were read all the same. */
function unread(nodes: LazyList<Node>): { text: string; count: number } {
  let count = 0;
  const write = (node: Node) => {
    count += 1;
    return jsonItem(json(node));
  };
  if (!nodes.asJson || !nodeView.shape) throw new Error('nodes cannot be written unread');
  const pieces = nodes.asJson(nodeView.shape, write);
  const text = textOrError(() =>
    UTF8.decode(Buffer.concat([...jsonListOf(pieces)].map((piece) => Buffer.from(piece)))),
  );
  return { text, count };
}

function textOrError(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return String(error);
  }
}

/** An answer of one node with these bytes. */
function aNode(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(0x0a, bytes.length, ...bytes);
}

const plainNode = {
  id: 7,
  machineKey: 'mkey:00',
  nodeKey: 'nodekey:00',
  discoKey: 'discokey:00',
  ipAddresses: ['100.64.0.7', 'fd7a:115c:a1e0::7'],
  name: 'laptop',
  user: { id: 1, name: 'alice', createdAt: { seconds: 1_795_480_122, nanos: 467_470_000 } },
  lastSeen: { seconds: 1_795_480_122 },
  createdAt: { seconds: -1, nanos: 1 },
  registerMethod: 2,
  givenName: 'laptop',
  online: true,
  availableRoutes: ['10.0.0.0/24'],
  tags: ['tag:web'],
};

describe.each(['0.28', '0.29'] as const)('nodes of era %s', (era) => {
  test('are written without reading them, byte for byte as if they were read', async () => {
    const nodes = await nodesIn(era, await answerBytes(era, 'ListNodes', { nodes: [plainNode, { id: 8 }] }));
    expect(unread(nodes)).toEqual({ text: read(nodes), count: 0 });
    expect(JSON.parse(read(nodes))).toMatchObject([{ id: '7', user: { name: 'alice' } }, { user: null }]);
  });

  test('of none are an empty list', async () => {
    expect(unread(await nodesIn(era, new Uint8Array()))).toEqual({ text: '[]\n', count: 0 });
  });

  test.each([
    [
      'a pre-auth key, which holds a secret',
      { preAuthKey: { id: 1, key: 'hskey-auth-abcdefghijkl-mnopqrstuvwx' } },
    ],
    ['the zero time', { expiry: { seconds: -62_135_596_800 } }],
    ['several tags, which are a set', { tags: ['tag:b', 'tag:a', 'tag:b'] }],
    ['quotes', { name: 'a "laptop"' }],
    ['a backslash', { name: 'a\\b' }],
    ['control characters', { givenName: 'a\u001b[31mb\n' }],
    ['other scripts', { name: 'Jürgens Büro 🏠' }],
    ['an owner without an id', { user: { name: 'nobody' } }],
    ['a large id', { id: '18446744073709551615' }],
  ])('with %s are written as if they were read', async (_, more) => {
    const answer = { nodes: [plainNode, { ...plainNode, ...more }, plainNode] };
    const nodes = await nodesIn(era, await answerBytes(era, 'ListNodes', answer));
    expect(unread(nodes).text).toBe(read(nodes));
    expect(unread(nodes).count).toBeLessThan(2);
  });

  test.each([
    ['without an id', {}],
    ['with the id 0', { ...plainNode, id: 0 }],
    ['of a time beyond the year 9999', { ...plainNode, lastSeen: { seconds: 253_402_300_800 } }],
    ['of a time with too many nanoseconds', { ...plainNode, lastSeen: { seconds: 1, nanos: 1_000_000_000 } }],
    ['registered in a way that is not known', { ...plainNode, registerMethod: 9 }],
  ])('%s are refused as if they were read', async (_, node) => {
    const nodes = await nodesIn(era, await answerBytes(era, 'ListNodes', { nodes: [plainNode, node] }));
    expect(unread(nodes).text).toMatch(/^HsError: The server's answer has .* at nodes\[1\]\./);
    expect(unread(nodes).text).toBe(read(nodes));
  });

  test('of any kind are written or refused as if they were read', async () => {
    const { response } = await messageTypes(era, 'ListNodes');
    const cases = fc.sample(anyMessage(response), { numRuns: 300, seed: 7 });
    for (const answer of cases) {
      const nodes = await nodesIn(era, await answerBytes(era, 'ListNodes', answer));
      expect(unread(nodes).text).toBe(read(nodes));
    }
  });

  test('cut anywhere are refused in the same words', async () => {
    const bytes = await answerBytes(era, 'ListNodes', { nodes: [plainNode, plainNode] });
    for (let length = 0; length < bytes.length; length += 1) {
      const nodes = await nodesIn(era, bytes.subarray(0, length));
      expect(unread(nodes).text).toBe(read(nodes));
    }
  });

  test('in many empty texts and lists have room', async () => {
    const nodes = await nodesIn(
      era,
      await answerBytes(era, 'ListNodes', {
        nodes: Array.from({ length: 3 }, () => ({ ...plainNode, availableRoutes: Array(100_000).fill('') })),
      }),
    );
    expect(unread(nodes)).toEqual({ text: read(nodes), count: 0 });
  });

  test.each([
    ['a field that comes twice', [{ id: 1, name: 'a' }, { id: 2 }, { name: 'b' }]],
    ['a list in two places', [{ id: 1, ipAddresses: ['a'] }, { name: 'b' }, { ipAddresses: ['c'] }]],
  ])('with %s are written as if they were read', async (_, parts) => {
    const { response } = await messageTypes(era, 'ListNodes');
    const inside = parts.map((part) =>
      // Without the tag and the length of a node.
      Buffer.from(response.encode(response.fromObject({ nodes: [part] })).finish()).subarray(2),
    );
    const nodes = await nodesIn(era, aNode(...Buffer.concat(inside)));
    expect(unread(nodes).text).toBe(read(nodes));
    expect(JSON.parse(read(nodes))).toMatchObject([{ name: 'b' }]);
  });

  test.each([
    ['a number in place of text', [0x08, 1, 0x30, 1]],
    ['text in place of a number', [0x0a, 1, 0x31]],
    ['an unknown field that is cut', [0x08, 1, 0xf9, 0x07, 1, 2]],
    ['bytes that are no text', [0x08, 1, 0x32, 1, 0xff]],
    ['a time with more in it', [0x08, 1, 0x42, 4, 0x08, 1, 0x18, 1]],
  ])('with %s are written or refused as if they were read', async (_, bytes) => {
    const nodes = await nodesIn(era, Buffer.concat([aNode(...bytes), aNode(0x08, 2)]));
    expect(unread(nodes).text).toBe(read(nodes));
  });

  test('with the longest names of all have room', async () => {
    const bytes = await answerBytes(era, 'ListNodes', { nodes: [{ id: 1, name: '漢'.repeat(300_000) }] });
    const nodes = await nodesIn(era, bytes);
    expect(unread(nodes).text === read(nodes)).toBe(true);
  });
});

describe.each(ERAS)('recorded nodes of era %s', (era) => {
  const answers = recordedCalls().filter(
    (call) => call.era === era && call.rpc === 'ListNodes' && call.code === 0,
  );

  test('are the same, read or not', async () => {
    expect(answers.length).toBeGreaterThan(3);
    for (const { responseHex } of answers) {
      const nodes = await nodesIn(era, Buffer.from(responseHex, 'hex'));
      if (nodes.asJson) expect(unread(nodes).text).toBe(read(nodes));
    }
  });
});

test('where a release keeps routes in rows, nodes are read', async () => {
  expect((await nodesIn('0.23', new Uint8Array())).asJson).toBeUndefined();
});
