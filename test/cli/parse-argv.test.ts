import { Args, Flags } from '@oclif/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Grammar, parseArgv } from '../../src/cli/parse-argv.ts';
import { HsError } from '../../src/errors.ts';

const GRAMMAR: Grammar = {
  flags: {
    'display-name': Flags.string({ char: 'd' }),
    email: Flags.string({ char: 'e', aliases: ['mail'] }),
    output: Flags.string({ char: 'o', options: ['table', 'json'] }),
    tags: Flags.string({ char: 't', multiple: true, delimiter: ',' }),
    header: Flags.string({ multiple: true }),
    yes: Flags.boolean({ char: 'y', aliases: ['force'] }),
    'dry-run': Flags.boolean({ char: 'n' }),
    upper: Flags.string({ parse: async (text) => text.toUpperCase() }),
    kept: Flags.string({ default: 'as it was' }),
  },
  args: { name: Args.string({ ignoreStdin: true }), rest: Args.string({ ignoreStdin: true }) },
};

const OFF = { yes: false, 'dry-run': false, kept: 'as it was' };

async function refusal(argv: readonly string[], grammar = GRAMMAR): Promise<HsError> {
  const error = await parseArgv(argv, grammar).then(
    (parsed) => new Error(`taken as ${JSON.stringify(parsed)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof HsError) return error;
  throw error;
}

describe('a value that may be left out', () => {
  const watch = { watch: Flags.string({ helpValue: '[=5s]' }), yes: Flags.boolean() };
  const alone: Grammar = { flags: watch, args: {} };
  const withArguments: Grammar = { flags: watch, args: { name: Args.string({ ignoreStdin: true }) } };

  test.each<[string[], Grammar, Record<string, unknown>, Record<string, unknown>]>([
    [['--watch'], alone, { watch: '5s' }, {}],
    [['--watch=2s'], alone, { watch: '2s' }, {}],
    [['--watch', '2s'], alone, { watch: '2s' }, {}],
    [['--watch', '--yes'], alone, { watch: '5s', yes: true }, {}],
    [['--watch='], alone, { watch: '' }, {}],
    // The next word is an argument where there are any.
    [['--watch', 'laptop'], withArguments, { watch: '5s' }, { name: 'laptop' }],
    [['--watch=2s', 'laptop'], withArguments, { watch: '2s' }, { name: 'laptop' }],
  ])('%j', async (argv, grammar, flags, args) => {
    expect(await parseArgv(argv, grammar)).toEqual({ flags: { yes: false, ...flags }, args });
  });
});

describe('what is typed is what is meant', () => {
  test.each<[string[], Record<string, unknown>, Record<string, unknown>]>([
    [[], {}, {}],
    [['john'], {}, { name: 'john' }],
    [['john', 'doe'], {}, { name: 'john', rest: 'doe' }],
    [['--display-name', 'John Doe', 'john'], { 'display-name': 'John Doe' }, { name: 'john' }],
    [['john', '--display-name=John Doe'], { 'display-name': 'John Doe' }, { name: 'john' }],
    [['--display-name=a=b'], { 'display-name': 'a=b' }, {}],
    [['--display-name='], { 'display-name': '' }, {}],
    [['--display-name', ''], { 'display-name': '' }, {}],
    [['--display-name=--yes'], { 'display-name': '--yes' }, {}],
    [['--display-name="quoted"'], { 'display-name': '"quoted"' }, {}],
    [['-d', 'x'], { 'display-name': 'x' }, {}],
    [['-dx'], { 'display-name': 'x' }, {}],
    [['-d=x'], { 'display-name': 'x' }, {}],
    [['-d=-x'], { 'display-name': '-x' }, {}],
    [['-d-x'], { 'display-name': '-x' }, {}],
    [['-d=='], { 'display-name': '=' }, {}],
    [['-ny'], { 'dry-run': true, yes: true }, {}],
    [['-ojson'], { output: 'json' }, {}],
    [['-o=json'], { output: 'json' }, {}],
    [['-o', 'json'], { output: 'json' }, {}],
    [['-yo', 'json'], { yes: true, output: 'json' }, {}],
    [['-nyojson', 'x'], { 'dry-run': true, yes: true, output: 'json' }, { name: 'x' }],
    [['--force'], { yes: true }, {}],
    [['--mail=x'], { email: 'x' }, {}],
    [['-t', 'a,b', '--tags=c'], { tags: ['a', 'b', 'c'] }, {}],
    [['--tags=a,'], { tags: ['a', ''] }, {}],
    [['--header', 'a,b', '--header', 'c'], { header: ['a,b', 'c'] }, {}],
    [['--upper', 'x'], { upper: 'X' }, {}],
    [['--kept=new'], { kept: 'new' }, {}],
    [['-'], {}, { name: '-' }],
    [['--display-name', '-'], { 'display-name': '-' }, {}],
    [['--', '--yes'], {}, { name: '--yes' }],
    [['--', '--', 'x'], {}, { name: '--', rest: 'x' }],
    [['--yes', '--', '-n'], { yes: true }, { name: '-n' }],
    [['x', '--'], {}, { name: 'x' }],
  ])('%j', async (argv, flags, args) => {
    expect(await parseArgv(argv, GRAMMAR)).toEqual({ flags: { ...OFF, ...flags }, args });
  });

  test('values arrive byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (value, name) => {
        const parsed = await parseArgv([`--display-name=${value}`, '--', name], GRAMMAR);
        expect(parsed).toEqual({ flags: { ...OFF, 'display-name': value }, args: { name } });
      }),
    );
  });

  test('a value of its own arrives byte for byte unless it begins with a dash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
        const argv = ['--display-name', value];
        if (value.startsWith('-') && value !== '-') expect((await refusal(argv)).code).toBe('usage');
        else expect((await parseArgv(argv, GRAMMAR)).flags['display-name']).toBe(value);
      }),
    );
  });

  test('no command line does anything but parse or be refused', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        '-',
        '--',
        '-o',
        '-y',
        '-ny',
        '--yes',
        '--tags',
        '-d',
        '--display-name=',
        '__proto__',
        '--constructor',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string().map((text) => `-${text}`),
      fc.string().map((text) => `--${text}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
        const error = await parseArgv(argv, GRAMMAR).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expect(error).toMatchObject({ name: 'HsError', exitCode: 2 });
      }),
    );
  });
});

describe('what cannot be meant is refused', () => {
  test.each<[string[], string, string]>([
    [['--display-name'], '--display-name needs a value', ''],
    [['-d'], '--display-name needs a value', ''],
    [
      ['--display-name', '--yes'],
      '--display-name needs a value, and "--yes" looks like a flag',
      '--display-name=--yes',
    ],
    [['-e', '-x'], '--email needs a value, and "-x" looks like a flag', '--email=-x'],
    [['--yes=no'], '--yes takes no value', 'Write --yes alone'],
    [['-y=no'], '--yes takes no value', ''],
    [['--yes', '--yes'], '--yes is given twice', ''],
    [['-yy'], '--yes is given twice', ''],
    [['--yes', '--force'], '--yes is given twice', ''],
    [['--email', 'a', '-eb'], '--email is given twice', ''],
    [['--yse'], 'There is no flag --yse here', 'Did you mean --yes?'],
    [['--display_name=x'], 'There is no flag --display_name here', 'Did you mean --display-name?'],
    [['--disp'], 'There is no flag --disp here', 'Did you mean --display-name?'],
    [['--nothing-near'], 'There is no flag --nothing-near here', 'Add --help'],
    [['--constructor'], 'There is no flag --constructor here', ''],
    [['--__proto__=x'], 'There is no flag --__proto__ here', ''],
    [['-x'], 'There is no flag -x here', ''],
    [['-yx'], 'There is no flag -x here (in "-yx")', ''],
    [['-yes'], 'There is no flag -yes here', 'Did you mean --yes?'],
    [['-dry-run'], 'There is no flag -dry-run here', 'Did you mean --dry-run?'],
    [['-email=x'], 'There is no flag -email here', 'Did you mean --email?'],
    [['-😀'], 'There is no flag -😀 here', ''],
    [['-1h'], 'There is no flag -1 here', '--flag=VALUE'],
    [['a', 'b', 'c d'], 'Too many arguments: "c d"', 'It takes 2'],
    [['--output', 'jsn'], '--output cannot be "jsn"', 'Did you mean json?'],
    [['--output='], '--output cannot be ""', 'It is one of table, json'],
  ])('%j', async (argv, message, hint) => {
    const error = await refusal(argv);
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  test('what has to be there is named', async () => {
    const grammar = {
      flags: { user: Flags.string({ required: true }) },
      args: { node: Args.string({ required: true }) },
    };
    expect((await refusal(['laptop'], grammar)).message).toBe('--user is missing');
    expect((await refusal(['--user', 'x'], grammar)).message).toBe('NODE is missing');
    expect((await refusal(['a', 'b', '--user', 'x'], { flags: grammar.flags, args: {} })).hint).toContain(
      'It takes none',
    );
  });

  test('an argument that is missing is told with those that belong to it', async () => {
    const required = Args.string({ required: true });
    expect(await refusal(['laptop'], { flags: {}, args: { node: required, name: required } })).toMatchObject({
      message: 'NAME is missing',
      hint: 'It takes NODE and NAME, in this order.',
    });
    expect(await refusal([], { flags: {}, args: { rpc: required, message: Args.string() } })).toMatchObject({
      message: 'RPC is missing',
      hint: 'Add --help for examples.',
    });
  });

  test('a format that is typed as a flag is told the flag it belongs to', async () => {
    const grammar = { flags: { output: Flags.string() }, args: {} };
    expect((await refusal(['--yaml'], grammar)).hint).toBe('Did you mean -o yaml?');
    expect((await refusal(['--yaml'], { flags: {}, args: {} })).hint).toBe('Add --help to see the flags.');
  });

  test('the value that looks like a flag is shown in a form that can be typed, where there is one', async () => {
    const grammar = { flags: { name: Flags.string() }, args: {} };
    expect((await refusal(['--name', '-John-'], grammar)).hint).toBe(
      'If it is the value, write --name=-John-.',
    );
    expect((await refusal(['--name', '-John Doe-'], grammar)).hint).toBe(
      'If it is the value, write --name="…", with = and quotes.',
    );
  });

  test('secrets are masked before they are cut', async () => {
    const hex = '0123456789abcdef'.repeat(3);
    const modern = `hskey-auth-${'p'.repeat(12)}-${'s'.repeat(64)}`;
    for (const secret of [hex, modern]) {
      for (const argv of [
        ['a', 'b', `${'x'.repeat(30)} ${secret}`],
        [`--bogus-${secret}`],
        ['-d', `-${secret}`],
        [`-Z ${secret}`],
      ]) {
        const error = await refusal(argv);
        const said = `${error.message} ${error.hint ?? ''}`;
        expect(said).not.toContain(secret.slice(24, 40));
      }
    }
  });
});

test('an argument that takes several takes all that are left', async () => {
  const grammar = { flags: {}, args: { node: Args.string(), tags: Args.string({ multiple: true }) } };
  expect((await parseArgv(['n', 'a', 'b'], grammar)).args).toEqual({ node: 'n', tags: ['a', 'b'] });
  expect((await parseArgv(['n'], grammar)).args).toEqual({ node: 'n' });
});
