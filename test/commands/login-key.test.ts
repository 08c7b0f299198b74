import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '../config/support.ts';
import type { RunOptions } from '../support/harness.ts';
import { nothingRemembered, type Remembered } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
let kept: Remembered;
let folder: string;
beforeEach(() => {
  kept = nothingRemembered();
  folder = tempFolder();
});

/** No server is named, and nothing spins. */
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '', TERM: 'dumb' };
const hs = (line: string | readonly string[], options: Omit<RunOptions, 'sandbox'> = {}) =>
  net.hs(line, { contexts: kept.contexts, ...options, env: NOTHING_SET });
const keyOf = async () => [...(await kept.contexts.file.read()).config.contexts.values()][0]?.key;
const nothingSaved = () => expect(existsSync(kept.folder)).toBe(false);
const KEY = 'API key (not shown; ? says how to make one)';
const KEEP = 'API key (not shown; Enter keeps the one there is, ? says how to make one)';

/** A program that prints a key, and notes with which words it was run. */
function program(prints: string): { file: string; words(): string[] } {
  const file = path.join(folder, 'a key');
  const log = path.join(folder, 'log');
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\necho '${prints}'\n`);
  chmodSync(file, 0o755);
  return { file, words: () => readFileSync(log, 'utf8').trimEnd().split('\n') };
}

describe('--api-key-command', () => {
  test('keeps the program, runs it each time without a shell, and keeps no key', async () => {
    const { file, words } = program(net.sandbox.apiKey);
    const argv = JSON.stringify([file, 'show', '$HOME; x', 'my key']);
    const done = await hs(['login', net.sandbox.address, '--api-key-command', argv]);
    expect(done).toMatchObject({ code: 0, out: '' });
    expect(done.err).toContain(`the API key ends in 90d and comes from ${file} each time\n`);
    expect(await keyOf()).toEqual({ kind: 'command', argv: [file, 'show', '$HOME; x', 'my key'] });
    expect(existsSync(path.join(kept.folder, 'credentials.json'))).toBe(false);
    expect((await hs('users list')).code).toBe(0);
    expect(words()).toEqual(['show', '$HOME; x', 'my key', 'show', '$HOME; x', 'my key']);
    expect((await hs('whoami')).code).toBe(0);
  });

  test('is words between spaces where none has one in it', async () => {
    writeFileSync(path.join(folder, 'key'), net.sandbox.apiKey);
    const command = `cat ${path.join(folder, 'key')}`;
    const done = await hs(['login', net.sandbox.address, '--api-key-command', command]);
    expect(done).toMatchObject({ code: 0 });
    expect(await keyOf()).toEqual({ kind: 'command', argv: ['cat', path.join(folder, 'key')] });
  });

  test.each([
    ['/nonexistent/pass show', 4, 'is not there'],
    ['false', 4, 'ended with exit code 1'],
    ['echo two words', 4, 'no key'],
    ["cat '/key'", 2, 'no shell reads it'],
    ['echo not-a-key', 4, ''],
  ])('%s is refused: %d', async (command, code, said) => {
    const refused = await hs(['login', net.sandbox.address, '--api-key-command', command], { tty: true });
    expect(refused).toMatchObject({ code, out: '', asked: [] });
    expect(refused.err).toContain(said);
    nothingSaved();
  });

  test('takes the place of a key that was kept, which is forgotten', async () => {
    await hs(`login ${net.sandbox.address} --api-key-stdin`, { stdin: net.sandbox.apiKey });
    expect(Object.keys(kept.keys())).toEqual(['127-0-0-1']);
    const { file } = program(net.sandbox.apiKey);
    const done = await hs(['login', net.sandbox.address, '--api-key-command', JSON.stringify([file])]);
    expect(done).toMatchObject({ code: 0 });
    expect(kept.keys()).toEqual({});
    expect((await hs('users list')).code).toBe(0);
  });
});

test.each([
  '--api-key-stdin --api-key-file /key',
  '--api-key-file /key --api-key-command pass',
  '--api-key-stdin --make-key-over ssh://h',
])('a key that is named twice is refused: %s', async (flags) => {
  const refused = await hs(`login ${net.sandbox.address} ${flags}`);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('The API key is named twice');
});

describe('at the question for the key', () => {
  const login = (...answers: string[]) => hs(`login ${net.sandbox.address}`, { tty: true, answers });

  test.each(['?', '', ' '])('%j says how to make one, and asks again', async (answer) => {
    const done = await login(answer, net.sandbox.apiKey);
    expect(done).toMatchObject({ code: 0, asked: [KEY, KEY] });
    expect(done.err).toContain('\n  headscale apikeys create --expiration 90d\n');
    expect(done.err).toContain('\n  /mash/headscale/bin/headscale apikeys create --expiration 90d ');
    expect(done.err).toContain('\n  docker exec headscale headscale apikeys create --expiration 90d ');
    expect(done.err).toContain(`hs login ${net.sandbox.address} --make-key-over ssh://admin@HOST`);
  });

  test('no answer twice ends it: 1', async () => {
    const done = await login('', '');
    expect(done).toMatchObject({ code: 1, out: '', asked: [KEY, KEY] });
    expect(done.err).toContain('No API key was given, nothing was saved');
    nothingSaved();
  });

  test('spaces around a pasted key do no harm', async () => {
    expect(await login(` ${net.sandbox.apiKey}\t`)).toMatchObject({ code: 0 });
  });
});

describe('a context that has a key', () => {
  beforeEach(async () => {
    const stdin = net.sandbox.apiKey;
    expect(await hs(`login ${net.sandbox.address} --api-key-stdin`, { stdin })).toMatchObject({ code: 0 });
  });

  test('keeps it where a second login names none', async () => {
    expect(await hs(`login ${net.sandbox.address} --read-only`)).toMatchObject({ code: 0, out: '' });
    expect(await hs('login --context 127-0-0-1 --user alice')).toMatchObject({ code: 0 });
    expect(Object.values(kept.keys())).toEqual([`${net.sandbox.address} ${net.sandbox.apiKey}`]);
    expect((await kept.contexts.file.read()).config.contexts.get('127-0-0-1')).toMatchObject({
      readOnly: true,
      defaultUser: 'alice',
      key: { kind: 'file' },
    });
  });

  test('keeps it where a bare Enter answers', async () => {
    const done = await hs(`login ${net.sandbox.address}`, { tty: true, answers: [''] });
    expect(done).toMatchObject({ code: 0, asked: [KEEP] });
  });

  test('that the server takes no more is not kept as a good one: 4', async () => {
    await net.hs('apikeys expire 1 --yes');
    expect(await hs(`login ${net.sandbox.address}`)).toMatchObject({ code: 4, out: '' });
  });

  test('in a store that does not give it is asked for one, and told why', async () => {
    await kept.contexts.store('file').delete('127-0-0-1');
    const done = await hs(`login ${net.sandbox.address}`, { tty: true, answers: [net.sandbox.apiKey] });
    expect(done).toMatchObject({ code: 0, asked: [KEY] });
    expect(done.err).toContain('There is no API key for the context 127-0-0-1 in the credentials file');
  });

  test('does not hand it to another server of that host', async () => {
    const first = net.sandbox.apiKey;
    await net.start({});
    const done = await hs(`login ${net.sandbox.address}`);
    expect(done).toMatchObject({ code: 2 });
    expect(net.sandbox.calls.filter(({ authorised }) => authorised)).toEqual([]);
    expect(Object.values(kept.keys()).join()).toContain(first);
  });
});
