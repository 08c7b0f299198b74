import { describe, expect, test } from 'vitest';
import { type Context, newContext } from '../../src/config/context.ts';
import { HsError } from '../../src/errors.ts';
import { type KeptFiles, keptFilesIn } from '../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../config/support.ts';
import type { RunOptions } from '../support/harness.ts';
import { remembering } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '' };
const DAY = 86_400_000;
const LINE = 'The API key of context prod ends in 6 days: hs apikeys rotate --context prod\n';

/** A machine with a context whose key ends in 90 days; what a command learns is remembered. */
async function machine(more: Partial<Context> = {}) {
  const context = { ...newContext('prod', net.sandbox.address), ...more };
  const { contexts } = await remembering([context, net.sandbox.apiKey]);
  return { contexts, env: NOTHING_SET, state: keptFilesIn(tempFolder(), FACTS) };
}

/** Runs a command at a terminal, 84 days later. */
const later = (line: string, options: Omit<RunOptions, 'sandbox'>) =>
  net.hs(line, { tty: true, now: NOW + 84 * DAY, ...options });

describe('a key near its end is mentioned', () => {
  test('once a day, at a terminal, after what was asked for, without a call of its own', async () => {
    const prod = await machine();
    await net.hs('whoami', prod);
    const first = await later('users list', prod);
    expect(first).toMatchObject({ code: 0, err: `No users\n${LINE}` });
    expect(first.calls.map(({ rpc }) => rpc)).toEqual(['ListUsers']);
    expect((await later('users list', prod)).err).toBe('No users\n');
    const tomorrow = await later('users list', { ...prod, now: NOW + 85 * DAY });
    expect(tomorrow.err).toContain('ends in 5 days');
  });

  test.each(['apikeys list', 'status', 'doctor', 'whoami', 'apikeys expire 1 --dry-run'])(
    'where hs %s has seen it',
    async (line) => {
      const prod = await machine();
      await net.hs(line, prod);
      expect((await later('users list', prod)).err).toContain(LINE);
    },
  );

  test('where the login has seen it', async () => {
    const prod = await machine();
    const done = await net.hs(`login ${net.sandbox.address} --context prod --api-key-stdin`, {
      ...prod,
      stdin: net.sandbox.apiKey,
    });
    expect(done).toMatchObject({ code: 0 });
    expect((await later('users list', prod)).err).toContain(LINE);
  });

  test('not where nothing has seen it', async () => {
    expect((await later('users list', await machine())).err).toBe('No users\n');
  });
});

describe('it is not mentioned', () => {
  const quiet: readonly [string, string, Partial<RunOptions>][] = [
    ['in a pipe', 'users list', { tty: false }],
    ['under --quiet', 'users list --quiet', {}],
    ['under CI', 'users list', { env: { ...NOTHING_SET, CI: 'true' } }],
    ['in JSON', 'users list -o json', {}],
    ['in YAML', 'users list -o yaml', {}],
    ['while there is time', 'users list', { now: NOW + 75 * DAY }],
    ['once the command has failed', 'users show nobody', {}],
    ['when the key is gone over to another', 'apikeys rotate --yes --keep-old', {}],
  ];
  test.each(quiet)('%s', async (_, line, options) => {
    const prod = await machine();
    await net.hs('whoami', prod);
    expect((await later(line, { ...prod, ...options })).err).not.toContain('hs apikeys rotate');
  });

  test.each(['apikeys rotate --yes', 'apikeys expire 1 --yes', 'apikeys delete 1 --yes'])(
    'after hs %s',
    async (line) => {
      const prod = await machine();
      await net.hs('whoami', prod);
      expect((await later(line, prod)).err).not.toContain('ends in 6 days');
      expect((await later('version', prod)).err).not.toContain('ends in 6 days');
    },
  );

  test('where it cannot be remembered that it was', async () => {
    const prod = await machine();
    await net.hs('whoami', prod);
    const change: KeptFiles['change'] = () => Promise.reject(new HsError('failed', 'The disk is full'));
    const state = { ...prod.state, change };
    expect(await later('users list', { ...prod, state })).toMatchObject({ code: 0, err: 'No users\n' });
    expect(await later('whoami', { ...prod, state })).toMatchObject({ code: 0, err: '' });
  });
});

describe('what to type next', () => {
  test.each<[string, Partial<Context>, RegExp]>([
    ['in a read-only context', { readOnly: true }, /: hs login http:\S+ --context prod\n$/],
  ])('%s', async (_, context, line) => {
    const prod = await machine(context);
    await net.hs('whoami', prod);
    expect((await later('users list', prod)).err).toMatch(line);
  });

  test('of a key that hs does not keep', async () => {
    const state = keptFilesIn(tempFolder(), FACTS);
    await net.hs('whoami', { state });
    const said = await later('users list', { state });
    expect(said.err).toContain('The API key in use ends in 6 days: hs apikeys rotate --print\n');
  });

  test('on the last day', async () => {
    const prod = await machine();
    await net.hs('whoami', prod);
    expect((await later('users list', { ...prod, now: NOW + 89 * DAY })).err).toContain('ends in 24h: hs');
  });
});

test('the file of it holds no secret', async () => {
  const prod = await machine();
  await net.hs('whoami', prod);
  const [file = ''] = await prod.state.list('key-ends');
  const text = await prod.state.read(`key-ends/${file}`);
  expect(text).toMatch(/^\{"ends":\{"[\w-]{12}":"2027-02-22T12:00:00Z"\},"saidOn":null\}\n$/);
});
