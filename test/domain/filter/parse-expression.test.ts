import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expression, OPERATORS, printFilter } from '../../../src/domain/filter/expression.ts';
import { parseExpression } from '../../../src/domain/filter/parse-expression.ts';
import { HsError } from '../../../src/errors.ts';
import { refusalOf } from '../refusal.ts';

const parse = (text: string) => parseExpression({ text, flag: '--filter' });

describe('what a filter says', () => {
  test.each([
    ['online', 'online'],
    ['user=alice', 'user=alice'],
    ['user = alice', 'user=alice'],
    ['  seen>30d  ', 'seen>30d'],
    ['seen > 30d', 'seen>30d'],
    ['!online', '!online'],
    ['not online', '!online'],
    ['NOT online AND used', '!online and used'],
    ['! online', '!online'],
    ['!!online', '!!online'],
    ['!user=alice', '!user=alice'],
    ['user!=alice', 'user!=alice'],
    ['user != alice', 'user!=alice'],
    ['name!~lap', 'name!~lap'],
    ['!online and seen>30d', '!online and seen>30d'],
    ['a or b and c', 'a or b and c'],
    ['(a or b) and c', '(a or b) and c'],
    ['a and (b and c)', 'a and (b and c)'],
    ['((a))', 'a'],
    ['not (a or b)', '!(a or b)'],
    ['!(a)and(b)', '!a and b'],
    ['user="John Doe"', 'user="John Doe"'],
    ["user='John Doe'", 'user="John Doe"'],
    [String.raw`user="a \"b\" \\ c"`, String.raw`user="a \"b\" \\ c"`],
    [String.raw`user='a\b'`, String.raw`user=a\b`],
    ['user=""', 'user=""'],
    ['name=and', 'name=and'],
    ['name=or or name=not', 'name=or or name=not'],
    ['ip=fd7a:115c::1', 'ip=fd7a:115c::1'],
    ['route=10.0.0.0/8', 'route=10.0.0.0/8'],
    ['name=a=b!c', 'name=a=b!c'],
    ['email=alice@example.com', 'email=alice@example.com'],
    ['name="!x"', 'name="!x"'],
  ])('%s', (text, printed) => {
    expect(printFilter(parse(text))).toBe(printed);
  });

  test('"or" binds weaker than "and"', () => {
    expect(parse('a or b and c')).toMatchObject({ kind: 'or', of: [{ field: 'a' }, { kind: 'and' }] });
  });
});

describe('what cannot be read, and where', () => {
  test.each([
    ['', '--filter "": an empty filter says nothing'],
    ['  ', '--filter "  ": an empty filter says nothing'],
    ['user=', '--filter "user=", at its end: "user=" has no value'],
    [
      'user= and online',
      '--filter "user= and online", after "user= and": "online" follows without "and" or "or"',
    ],
    ['online and', '--filter "online and", at its end: a condition is missing'],
    ['and online', '--filter "and online": a condition is missing before "and"'],
    ['a or and b', '--filter "a or and b", after "a or": a condition is missing before "and"'],
    ['online !used', '--filter "online !used", after "online": "!used" follows without "and" or "or"'],
    ['a b', '--filter "a b", after "a": "b" follows without "and" or "or"'],
    ['(a', '--filter "(a", at its end: the parenthesis before "a" is not closed'],
    ['(a b)', '--filter "(a b)", after "(a": "b)" follows without "and" or "or"'],
    ['a)', '--filter "a)", after "a": nothing opens this parenthesis'],
    ['()', '--filter "()", after "(": a condition is missing before ")"'],
    ['user="John', '--filter "user=\\"John", at its end: the quote before "John" is not closed'],
    ['"John Doe"', '--filter "\\"John Doe\\"": a value stands alone'],
    ['=5', '--filter "=5": a condition is missing before "=5"'],
    ['!', '--filter "!", at its end: a condition is missing'],
    ['user==alice', '--filter "user==alice", after "user": there is no operator "=="'],
    ['seen>=30d', '--filter "seen>=30d", after "seen": there is no operator ">="'],
    ['name=!x', '--filter "name=!x", after "name": there is no operator "=!"'],
    [
      'user=alice and online and name~laptop and usr x',
      '--filter "user=alice and online and name~laptop and usr x", after "…and name~laptop and usr": "x" follows without "and" or "or"',
    ],
    ['x'.repeat(10_001), expect.stringContaining('at most 10000 characters')],
    ['('.repeat(60), expect.stringContaining('more than 50 parentheses and negations are open')],
    ['!'.repeat(9000), expect.stringContaining('more than 50')],
  ])('%#: %.60s', (text, message) => {
    const refusal = refusalOf(() => parse(text));
    expect(refusal.message).toEqual(message);
    expect(refusal.exitCode).toBe(2);
  });

  test.each([
    ['user==alice', 'Write user=…'],
    ['seen<=30d', 'Write seen<…'],
    ['name=~lap', 'Write name~…'],
    ['name<>lap', 'Write name!=…'],
    ['name=!x', 'Operators: = != ~ !~ < >. A value that begins with one of these characters needs quotes.'],
    [
      'user=John Doe',
      'Join conditions with and, or; put a value with spaces or parentheses in quotes: name~"John Doe".',
    ],
    ['name=', 'Write it behind the operator; for an empty one name=""'],
  ])('%s: %s', (text, hint) => {
    expect(refusalOf(() => parse(text)).hint).toBe(hint);
  });

  test('shows no secret that was typed as a value', () => {
    const secret = `hskey-auth-${'a'.repeat(12)}-${'b'.repeat(64)}`;
    for (const text of [`key=${secret} x`, `key=${secret} and online and x y`, `${secret} x`]) {
      expect(refusalOf(() => parse(text)).message).not.toContain('bbb');
    }
  });
});

const field = fc.stringMatching(/^[a-zA-Z][\w-]{0,8}$/).filter((word) => !/^(and|or|not)$/i.test(word));
const condition = fc.record({
  kind: fc.constant('condition' as const),
  field,
  at: fc.constant(0),
  comparison: fc.option(
    fc.record({
      operator: fc.constantFrom(...OPERATORS),
      value: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('and', 'a"b\\', "'", '')),
      at: fc.constant(0),
    }),
  ),
});
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    condition,
    fc.record({ kind: fc.constant('not' as const), of: tie('expression') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'at' ? 0 : part)));

describe('any filter at all', () => {
  test('reads back as it was printed', () => {
    fc.assert(
      fc.property(expression, (one) => {
        expect(withoutPlaces(parse(printFilter(one)))).toEqual(withoutPlaces(one));
      }),
    );
  });

  test('is read, or refused as a value', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          'online',
          'user',
          '=',
          '!',
          '!=',
          '<',
          '(',
          ')',
          ' ',
          'and',
          'or',
          'not',
          '"',
          "'",
          '\\',
        ),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (words) => {
        try {
          parse(words.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(HsError);
          expect(error).toMatchObject({ code: 'invalid_value' });
        }
      }),
    );
  });
});
