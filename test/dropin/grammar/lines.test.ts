import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfficialCommand } from '../../../src/dropin/grammar/command.ts';
import { idFlag, listFlag, numberFlag, switchFlag, textFlag } from '../../../src/dropin/grammar/flag.ts';
import { FORCE, OUTPUT } from '../../../src/dropin/grammar/global-flags.ts';
import { parseLine, requireFlags } from '../../../src/dropin/grammar/parse-line.ts';

const NAME = textFlag({ name: 'name', char: 'n', summary: '' });
const ID = idFlag({ name: 'identifier', char: 'i', summary: '', required: true });
const SIGNED = numberFlag({ name: 'signed', char: 's', summary: '' });
const TAGS = listFlag({ name: 'tags', char: 't', summary: '' });
const REUSABLE = switchFlag({ name: 'reusable', summary: '' });

const leaf: OfficialCommand = {
  name: 'do',
  aliases: ['d'],
  summary: '',
  flags: [NAME, ID, SIGNED, TAGS, REUSABLE],
  run: async () => {},
};
const root: OfficialCommand = {
  name: 'tool',
  summary: '',
  commands: [
    { name: 'things', aliases: ['thing'], summary: '', commands: [leaf] },
    { name: 'other', summary: '', hidden: true, run: async () => {} },
  ],
};

const read = (...words: string[]) => parseLine(root, words);
const problem = (...words: string[]) => read(...words).problem?.message;

describe('flags', () => {
  test.each([
    [['--name', 'x', 'things', 'do']],
    [['things', '-n', 'x', 'do']],
    [['things', 'do', '-nx']],
    [['thing', 'd', '-n=x']],
    [['things', 'do', '--name=x']],
    [['--force', 'things', 'do', '-n', 'y', '-n', 'x']],
    [['-o', 'json', 'things', 'do', '--name', 'x']],
  ])('stand anywhere, in any form: %j', (words) => {
    const { path, texts, problem } = read(...words);
    expect(path.map(({ name }) => name)).toEqual(['tool', 'things', 'do']);
    expect(problem).toBeUndefined();
    expect(NAME.parse(texts.get('name') ?? [])).toBe('x');
  });

  test('of a command below take the next word with them while the command is looked for', () => {
    expect(problem('--reusable', 'things', 'do')).toBe('unknown command "do" for "tool"');
    expect(problem('things', '--reusable', 'do')).toBe('unknown flag: --reusable');
    expect(read('things', 'do', '--reusable').texts.get('reusable')).toEqual(['true']);
  });

  test('end at --', () => {
    const { texts, args, path } = read('things', 'do', '--', '-n', 'x', '--bogus');
    expect(path).toHaveLength(3);
    expect(args).toEqual(['-n', 'x', '--bogus']);
    expect(texts.size).toBe(0);
    expect(read('--', 'things', 'do').path).toHaveLength(1);
  });

  test('that are switches take a value only after an equals sign', () => {
    const { texts, args } = read('things', 'do', '--force', 'false');
    expect(FORCE.parse(texts.get('force') ?? [])).toBe(true);
    expect(args).toEqual(['false']);
    expect(REUSABLE.parse(read('things', 'do', '--reusable=false').texts.get('reusable') ?? [])).toBe(false);
  });

  test('with a list add to one another, and each is a record of CSV', () => {
    const { texts } = read('things', 'do', '-t', 'a,b', '--tags="c,d",e', '--tags=');
    expect(TAGS.parse(texts.get('tags') ?? [])).toEqual(['a', 'b', 'c,d', 'e']);
  });

  test('that are read before a mistake count for how it is told', () => {
    const line = read('-o', 'json', 'things', 'do', '--bogus', '-n', 'x');
    expect(line.problem?.message).toBe('unknown flag: --bogus');
    expect(OUTPUT.parse(line.texts.get('output') ?? [])).toBe('json');
    expect(line.texts.has('name')).toBe(false);
  });
});

test.each([
  [['-o'], "flag needs an argument: 'o' in -o"],
  [['--output'], 'flag needs an argument: --output'],
  [['-x'], "unknown shorthand flag: 'x' in -x"],
  [['things', 'do', '--=x'], 'bad flag syntax: --=x'],
  [
    ['things', 'do', '-i', 'abc'],
    'invalid argument "abc" for "-i, --identifier" flag: strconv.ParseUint: parsing "abc": invalid syntax',
  ],
  [
    ['things', 'do', '-i', '-1'],
    'invalid argument "-1" for "-i, --identifier" flag: strconv.ParseUint: parsing "-1": invalid syntax',
  ],
  [
    ['things', 'do', '-s', '9999999999999999999'],
    'invalid argument "9999999999999999999" for "-s, --signed" flag: strconv.ParseInt: parsing "9999999999999999999": value out of range',
  ],
  [
    ['things', 'do', '--reusable=maybe'],
    'invalid argument "maybe" for "--reusable" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  [
    ['things', 'do', '-t', 'a"b'],
    'invalid argument "a\\"b" for "-t, --tags" flag: parse error on line 1, column 2: bare " in non-quoted-field',
  ],
  [['thngs'], 'unknown command "thngs" for "tool"\n\nDid you mean this?\n\tthings\n'],
  [['othr'], 'unknown command "othr" for "tool"'],
])('%j is refused in the words of the official client', (words, text) => {
  expect(problem(...words)).toBe(text);
});

test.each([
  ['0x10', 16n],
  ['010', 8n],
  ['0b11', 3n],
  ['1_000', 1000n],
  ['18446744073709551615', 18446744073709551615n],
])('the number %s is what Go takes it for', (text, value) => {
  expect(ID.parse([text])).toBe(value);
});

test.each(['', ' 1', '1.5', '0x', '08', '1__0', '_1', '18446744073709551616'])('%j is no number', (text) => {
  expect(() => ID.parse([text])).toThrow(/strconv\.ParseUint/);
});

test('a flag that has to be there is missed by name', () => {
  expect(() => requireFlags(leaf, read('things', 'do'))).toThrow('required flag(s) "identifier" not set');
  expect(() => requireFlags(leaf, read('things', 'do', '-i', '1'))).not.toThrow();
});

test('words after the command that are no flags come through whatever is in them', () => {
  const words = fc.array(fc.string({ unit: 'binary' }).filter((word) => !word.startsWith('-')));
  fc.assert(
    fc.property(words, (args) => {
      expect(read('things', 'do', ...args).args).toEqual(args);
      expect(read('things', 'do', '--', ...args, '-n').args).toEqual([...args, '-n']);
    }),
  );
});

test('a value that is given with = comes through whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(read('things', 'do', `--name=${value}`).texts.get('name')).toEqual([value]);
    }),
  );
});

test('no line makes the parser throw', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('things', 'do', '-n', '-i', '--', '-o', '--force', '-', '-='),
  );
  fc.assert(fc.property(fc.array(word), (words) => void read(...words)));
});
