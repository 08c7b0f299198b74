import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';

// More than any pipe holds, so that the reader is gone while there is still something to write.
const hs = useProgram({ seed: 2000 });

const told = (text: RegExp) => expect.stringMatching(text);
const keyIds = () => hs.sandbox.store.preAuthKeys.all().map(({ id }) => id);
const create = 'preauthkeys create --user id:1';

describe('a reader that goes away', () => {
  for (const format of ['table', 'json', 'jsonl', 'csv', 'yaml']) {
    testWith('bash')(`ends a list quietly: -o ${format} | head -1`, async () => {
      const line = `hs nodes list -o ${format} | head -n 1; echo "exit \${PIPESTATUS[0]}"`;
      const { out, err } = await hs.runOther('bash', ['-c', line]);
      expect({ lines: out.split('\n').slice(1), err }).toEqual({ lines: ['exit 0', ''], err: '' });
    });
  }

  test('of messages does not change how a command ends', async () => {
    const started = hs.start(['users', 'show', 'nobody']);
    started.child.stderr?.destroy();
    expect(await started.ended).toMatchObject({ code: 3, signal: null, out: '' });
  });

  test('ends help quietly', async () => {
    const started = hs.start(['--help']);
    started.child.stdout?.destroy();
    expect(await started.ended).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    [`${create}`, 'preauthkeys'],
    [`${create} -o json`, 'preauthkeys'],
    ['apikeys create -o name', 'apikeys'],
  ])('loses no new secret in silence: %s', async (line, noun) => {
    const started = hs.start(line.split(' '));
    started.child.stdout?.destroy();
    const { code, err } = await started.ended;
    const rows = noun === 'apikeys' ? hs.sandbox.store.apiKeys.all() : hs.sandbox.store.preAuthKeys.all();
    expect({ code, err }).toEqual({ code: 1, err: told(/it could not be written/) });
    expect(err).toContain(`hs ${noun} expire ${noun === 'apikeys' ? '' : 'id:'}`);
    expect(err).toContain(
      noun === 'apikeys' ? (rows.at(-1) as { prefix: string }).prefix : `id:${rows.at(-1)?.id}`,
    );
  });
});

describe.skipIf(!existsSync('/proc/self/fdinfo'))('no stdout at all (needs /proc)', () => {
  const inSh = (line: string) => hs.runOther('sh', ['-c', line]);

  test('is what a list can do without', async () => {
    expect(await inSh('hs users list >&-')).toMatchObject({ code: 0, err: '' });
  });

  test('is no place for a new secret, which names what to expire', async () => {
    const { code, err } = await inSh(`hs ${create} >&-`);
    expect({ code, err }).toEqual({
      code: 1,
      err: told(/it could not be written.*\n.*hs preauthkeys expire id:\d+\n$/),
    });
    expect(err).toContain(`id:${keyIds().at(-1)}\n`);
  });

  test('is not the same as /dev/null, which is chosen', async () => {
    expect(await inSh(`hs ${create} > /dev/null`)).toMatchObject({ code: 0 });
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk (needs /dev/full)', () => {
  const toFullDisk = async (line: string) => {
    const stdout = openSync('/dev/full', 'w');
    try {
      return await hs.run(line, { stdout });
    } finally {
      closeSync(stdout);
    }
  };

  test.each([
    'users list',
    'nodes list -o json',
    'users create joe -o json',
    '--version',
    'users --help',
    'sandbox',
  ])('%s fails and says why', async (line) => {
    const { code, err } = await toFullDisk(line);
    expect({ code, err }).toEqual({
      code: 1,
      err: told(/The output could not be written: no space is left on the device/),
    });
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('a new secret names what to expire', async () => {
    const { code, err } = await toFullDisk(create);
    expect({ code, err }).toEqual({
      code: 1,
      err: told(/shown only once\nExpire it and make another: hs preauthkeys expire id:\d+\n$/),
    });
    expect(err).toContain(`id:${keyIds().at(-1)}\n`);
  });
});

describe('standard input', () => {
  const inSh = (line: string) => hs.runOther('sh', ['-c', line]);

  test('is not waited for where it is a pipe that never ends', async () => {
    const { child, ended } = hs.start(['users', 'list', '-o', 'name']);
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(child.stdin?.writableEnded, 'nobody has ended it').toBe(false);
  });

  test.each([
    ['an empty file', ' < /dev/null'],
    ['none at all', ' <&-'],
  ])('is not waited for where it is %s', async (_, after) => {
    expect(await inSh(`hs users list -o name${after}`)).toMatchObject({ code: 0, err: '' });
  });

  test('is left to the loop that the command stands in', async () => {
    const loop = 'while read -r name; do hs users create "$name" -q -o name; done';
    const { code, out, err } = await hs.runOther('sh', ['-c', loop], { stdin: 'one\ntwo\nthree\n' });
    expect({ code, lines: out.trim().split('\n').length, err }).toEqual({ code: 0, lines: 3, err: '' });
  });

  test.each([
    ['closed', ' <&-'],
    ['empty', ' < /dev/null'],
  ])('that is wanted and %s is refused', async (_, after) => {
    const { code, out, err } = await inSh(`hs policy check -${after}`);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: told(/^Error: /) });
  });

  test('that is wanted is read to its end', async () => {
    expect(await hs.run('policy check -', { stdin: '{"acls": []}' })).toMatchObject({ code: 0 });
  });
});

describe('without a terminal nobody is asked', () => {
  test.each([
    ['nodes delete id:1', /--yes/],
    ['users delete id:1', /--yes/],
    ['policy set policy.hujson', /--yes/],
  ])('%s names the flag, and nothing is sent', async (line, flag) => {
    const before = hs.sandbox.calls.length;
    const { code, out, err } = await hs.run(line);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: told(flag) });
    expect(hs.sandbox.calls.length).toBe(before);
  });

  test('and preauthkeys create names --user and the users there are', async () => {
    const before = keyIds().length;
    const { code, out, err } = await hs.run('preauthkeys create');
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: told(/--user must say which\n--user is one of: user1, user2, /),
    });
    expect(keyIds()).toHaveLength(before);
  });
});
