import { describe, expect, test } from 'vitest';
import { parseTag, parseTags, sortedTags } from '../../src/domain/tag.ts';
import { refusalOf } from './refusal.ts';

describe('parseTag', () => {
  test.each(['tag:web', 'tag:db-1', 'tag:k8s_node', 'tag:eu.prod', 'tag:1', 'tag:ü'])('takes %s', (tag) => {
    expect(parseTag(tag)).toBe(tag);
  });

  test.each([
    ['web', 'does not begin with "tag:"', 'write tag:web.'],
    ['Tag:Web', 'does not begin with "tag:"', 'write tag:web.'],
    ['tag:Web', 'upper-case', 'write tag:web.'],
    ['tag: web', 'a space', 'write tag:web.'],
    ['tag:my server', 'a space', 'write tag:my-server.'],
    ['tags:web', 'does not begin with "tag:"', 'write tag:web.'],
    ['tag=web', 'does not begin with "tag:"', 'write tag:web.'],
    ['tag:', 'is missing', 'for example tag:web.'],
    ['', 'nothing in it', 'for example tag:web.'],
    ['tag:a\u200bb', 'no tag can have', 'for example tag:web.'],
    ['tag:a"b', 'no tag can have', 'for example tag:web.'],
    ['group:admins', 'does not begin with "tag:"', 'for example tag:web.'],
  ])('refuses %j', (tag, reason, advice) => {
    const error = refusalOf(() => parseTag(tag));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(advice);
  });
});

describe('parseTags', () => {
  test.each([
    [[], []],
    [['tag:web,tag:db'], ['tag:db', 'tag:web']],
    [
      ['tag:web', 'tag:db', 'tag:web'],
      ['tag:db', 'tag:web'],
    ],
    [[' tag:web , tag:db '], ['tag:db', 'tag:web']],
  ])('%j', (values, tags) => {
    expect(parseTags(values)).toEqual(tags);
  });

  test.each([[['tag:web,']], [['tag:web,,tag:db']], [['']], [['tag:web,db']]])(
    'refuses %j whole',
    (values) => {
      expect(refusalOf(() => parseTags(values)).code).toBe('invalid_value');
    },
  );
});

test('sortedTags drops repetitions', () => {
  expect(sortedTags(['tag:b', 'tag:a', 'tag:b'])).toEqual(['tag:a', 'tag:b']);
});
