import { describe, expect, test } from 'vitest';
import { describeNode, findNode } from '../../src/domain/resolve-node.ts';
import { TAGGED_DEVICES_ID, TAGGED_DEVICES_NAME } from '../../src/domain/user.ts';
import { refusalOf } from './refusal.ts';
import { aNode, aUser } from './samples.ts';

const alice = aUser({ id: '1', name: 'alice' });
const bob = aUser({ id: '2', name: 'bob' });
const tagged = aUser({ id: TAGGED_DEVICES_ID, name: TAGGED_DEVICES_NAME });
const KEY = `nodekey:${'ab'.repeat(32)}`;

const NODES = [
  aNode({
    id: '1',
    givenName: 'other',
    name: 'Laptop-1',
    user: alice,
    ipAddresses: ['100.64.0.1', 'fd7a::1'],
  }),
  aNode({ id: '2', givenName: 'laptop-1', name: 'Laptop-1', user: bob, nodeKey: KEY }),
  aNode({ id: '3', givenName: 'router', name: 'openwrt', user: tagged, tags: ['tag:net', 'tag:edge'] }),
  aNode({ id: '4', givenName: 'spoof', name: 'router', user: bob }),
  aNode({ id: '5', givenName: '3', name: '2', user: bob }),
  aNode({ id: '6', givenName: 'phone', name: 'Alices Phone', user: alice }),
  aNode({ id: '7', givenName: '77', name: '100.64.0.1', user: null }),
];

describe('findNode finds', () => {
  test.each([
    ['1', '1', 'id'],
    ['id:3', '3', 'id'],
    ['name:3', '5', 'givenName'],
    ['2', '2', 'id'],
    ['name:2', '5', 'hostName'],
    ['77', '7', 'givenName'],
    ['laptop-1', '2', 'givenName'],
    ['router', '3', 'givenName'],
    ['ROUTER', '3', 'givenName'],
    ['openwrt', '3', 'hostName'],
    ['OpenWRT', '3', 'hostName'],
    ['Alices Phone', '6', 'hostName'],
    ['Phone', '6', 'givenName'],
    ['100.64.0.1', '1', 'ipAddress'],
    ['FD7A:0::1', '1', 'ipAddress'],
    ['name:100.64.0.1', '7', 'hostName'],
    [KEY, '2', 'nodeKey'],
  ])('%s', (reference, id, matchedBy) => {
    const found = findNode(reference, NODES);
    expect([found.node.id, found.matchedBy]).toEqual([id, matchedBy]);
  });
});

describe('findNode refuses', () => {
  test.each(['', '0', 'id:0', 'id:x', 'nodekey:abc'])('%j before anything is looked up', (reference) => {
    expect(refusalOf(() => findNode(reference, NODES)).code).toBe('invalid_value');
  });

  test.each([
    ['Laptop-1', '2 nodes are called Laptop-1: laptop-1 (id 2, bob), other (id 1, alice)'],
    ['name:Laptop-1', '2 nodes are called Laptop-1: laptop-1 (id 2, bob), other (id 1, alice)'],
    ['3', '2 nodes answer to 3: router (id 3, tag:net tag:edge), 3 (id 5, bob)'],
  ])('%s as ambiguous', (reference, message) => {
    const error = refusalOf(() => findNode(reference, NODES));
    expect([error.code, error.message]).toEqual(['ambiguous', message]);
    expect(error.hint).toContain('id:');
  });

  test.each([
    ['ghost', 'There is no node "ghost"', 'hs nodes list'],
    ['roter', 'There is no node "roter"', 'Did you mean router?'],
    ['99', 'There is no node with the id or name 99', 'hs nodes list'],
    ['id:99', 'There is no node with the id 99', 'hs nodes list'],
    ['100.64.0.9', 'There is no node with the address 100.64.0.9', 'hs nodes list'],
    [`nodekey:${'0'.repeat(64)}`, 'There is no node with the key', 'hs nodes list'],
  ])('%s as not found', (reference, message, hint) => {
    const error = refusalOf(() => findNode(reference, NODES));
    expect(error.code).toBe('not_found');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  test('a host name that a device took from another, where case is all that differs', () => {
    const nodes = [aNode({ id: '1', givenName: 'db' }), aNode({ id: '2', givenName: 'x', name: 'DB' })];
    expect(findNode('db', nodes).node.id).toBe('1');
    expect(refusalOf(() => findNode('DB', nodes)).code).toBe('ambiguous');
  });

  test('an id that is the given name of another, but not one that is a host name', () => {
    const byGivenName = [aNode({ id: '1' }), aNode({ id: '2', givenName: '1' })];
    const byHostName = [aNode({ id: '1' }), aNode({ id: '2', name: '1' })];
    expect(refusalOf(() => findNode('1', byGivenName)).code).toBe('ambiguous');
    expect(findNode('1', byHostName).node.id).toBe('1');
  });
});

describe('describeNode', () => {
  test.each([
    [aNode({ id: '1', givenName: 'x', name: 'Y' }), 'x (id 1)'],
    [
      aNode({ id: '1', name: 'my host', user: aUser({ id: '1', email: 'a@b.c' }) }),
      '"my host" (id 1, a@b.c)',
    ],
    [aNode({ id: '1' }), 'a node without a name (id 1)'],
  ])('case %#', (node, text) => {
    expect(describeNode(node)).toBe(text);
  });
});
