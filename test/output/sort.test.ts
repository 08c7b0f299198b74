import { describe, expect, test } from 'vitest';
import { parseSort, sortItems } from '../../src/output/sort.ts';
import { nodeView } from '../../src/output/views/nodes.ts';
import { at, laptop, NOW } from './samples.ts';

const context = { now: NOW, timeFormat: 'iso' as const, reveal: false };

const node = (id: string, changes: Partial<typeof laptop>): typeof laptop => ({ ...laptop, id, ...changes });

function idsBy(sort: string[], nodes: (typeof laptop)[]): string[] {
  return sortItems(nodes, parseSort(nodeView, sort), context).map(({ id }) => id);
}

describe('sorting', () => {
  test('ids by number, not by letter', () => {
    const nodes = ['10', '9', '100', '2147455555'].map((id) => node(id, {}));
    expect(idsBy(['id'], nodes)).toEqual(['9', '10', '100', '2147455555']);
    expect(idsBy(['-id'], nodes)).toEqual(['2147455555', '100', '10', '9']);
  });

  test('numbers inside names count as numbers', () => {
    const nodes = [node('1', { givenName: 'web-10' }), node('2', { givenName: 'web-9' })];
    expect(idsBy(['givenName'], nodes)).toEqual(['2', '1']);
  });

  test('times by time, and what is not known last in both directions', () => {
    const nodes = [
      node('1', { expiry: null }),
      node('2', { expiry: at('2027-01-01T00:00:00Z') }),
      node('3', { expiry: at('2026-01-01T00:00:00.5Z') }),
    ];
    expect(idsBy(['expiry'], nodes)).toEqual(['3', '2', '1']);
    expect(idsBy(['-expiry'], nodes)).toEqual(['2', '3', '1']);
  });

  test('several columns, and equal ones keep their order', () => {
    const nodes = [
      node('1', { online: false, givenName: 'b' }),
      node('2', { online: true, givenName: 'b' }),
      node('3', { online: true, givenName: 'a' }),
      node('4', { online: true, givenName: 'b' }),
    ];
    expect(idsBy(['-online', 'givenName'], nodes)).toEqual(['3', '2', '4', '1']);
  });

  test('leaves the list it was given alone', () => {
    const nodes = [node('2', {}), node('1', {})];
    idsBy(['id'], nodes);
    expect(nodes.map(({ id }) => id)).toEqual(['2', '1']);
    expect(idsBy([], nodes)).toEqual(['2', '1']);
  });

  test.each([
    ['lastSeeen', 'Nodes have no column "lastSeeen"'],
    ['-lastSeeen', 'Nodes have no column "lastSeeen"'],
    ['', '--sort needs a column, such as name or -createdAt'],
    ['-', '--sort needs a column, such as name or -createdAt'],
  ])('"%s" is refused', (word, message) => {
    expect(() => parseSort(nodeView, [word])).toThrow(
      expect.objectContaining({ code: 'invalid_value', message }),
    );
  });
});
