import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/domain/suggest.ts';

describe('nearest', () => {
  test.each([
    ['alcie', ['bob', 'alice', 'malice'], ['alice']],
    ['lst', ['list', 'show', 'last', 'delete'], ['list', 'last']],
    ['ALICE', ['alice'], ['alice']],
    ['b', ['a', 'bob'], ['a']],
    ['ghost', ['alice', 'bob'], []],
    ['', ['a'], []],
    ['laptpo-1', ['laptop-2', 'laptop-1', 'phone'], ['laptop-1']],
    ['laptop-3', ['laptop-1', 'laptop-10', 'phone'], ['laptop-1', 'laptop-10']],
    ['laptop1', ['tablet', 'laptop', 'laptop-1', 'laptop-12'], ['laptop', 'laptop-1', 'laptop-12']],
    ['cat', ['bat', 'car', 'cut'], ['car', 'cut', 'bat']],
    ['node', ['nod', 'nodes', 'mode', 'code'], ['nodes', 'nod', 'mode']],
    ['alice', ['alica', 'alica', 'alicb'], ['alica', 'alicb']],
    ['x'.repeat(101), ['x'.repeat(101)], []],
    ['john', ['jane', 'john.doe', 'johan', 'john.smith'], ['johan', 'john.doe', 'john.smith']],
    ['jo', ['john.doe'], []],
    ['Alice', ['alice@example.com', 'alice'], ['alice']],
  ])('%s among %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toEqual(expected);
  });

  test('gives no more than asked for', () => {
    expect(nearest('aa', ['ab', 'ac', 'ad'], 2)).toEqual(['ab', 'ac']);
  });
});

describe('didYouMean', () => {
  test.each([
    [[], undefined],
    [['a'], 'Did you mean a?'],
    [['a', 'b'], 'Did you mean a or b?'],
    [['a', 'b', 'c'], 'Did you mean a, b or c?'],
  ])('%j', (names, sentence) => {
    expect(didYouMean(names)).toBe(sentence);
  });
});
