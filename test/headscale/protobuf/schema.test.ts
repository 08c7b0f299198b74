import type { INamespace } from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { callsOf } from '../../../src/headscale/protobuf/schema.ts';

function schema(things: Record<string, unknown>): INamespace {
  const Service = { methods: { Ask: { requestType: 'Question', responseType: 'Answer' } } };
  const v1 = { nested: { Service, Question: { fields: {} }, ...things } };
  return { nested: { a: { nested: { v1 } } } } as INamespace;
}

const field = (type: string, id: number, rule?: string) => ({ type, id, ...(rule ? { rule } : {}) });

test('a call has its messages, and a message its fields in the order of their numbers', () => {
  const Answer = { fields: { last: field('Kind', 9), first: field('string', 1, 'repeated') } };
  const Kind = { values: { NONE: 0, SOME: 1 } };
  const { requestType, responseType } = callsOf(schema({ Answer, Kind }), 'a.v1.Service').get('Ask') ?? {};
  expect(requestType).toMatchObject({ name: 'a.v1.Question', fields: [] });
  expect(responseType?.fields).toMatchObject([
    { name: 'first', number: 1, kind: 'string', repeated: true },
    { name: 'last', number: 9, kind: 'enum', repeated: false, values: ['NONE', 'SOME'] },
  ]);
});

describe('a schema with more in it than is known here is refused', () => {
  test.each([
    ['a type', { Answer: { fields: { x: field('bytes', 1) } } }, 'no type bytes'],
    ['a list of numbers', { Answer: { fields: { x: field('uint64', 1, 'repeated') } } }, 'a list of uint64'],
    ['a message that is not there', {}, 'no message a.v1.Answer'],
    [
      'an enum with a gap',
      { Answer: { fields: { x: field('Kind', 1) } }, Kind: { values: { NONE: 0, SOME: 2 } } },
      'a gap',
    ],
  ])('%s', (_, things, why) => {
    expect(() => callsOf(schema(things), 'a.v1.Service')).toThrow(why);
  });

  test('a service that is not there', () => {
    expect(() => callsOf(schema({ Answer: { fields: {} } }), 'a.v1.Other')).toThrow('no service a.v1.Other');
  });
});
