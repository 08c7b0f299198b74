import { describe, expect, test } from 'vitest';
import { type Context, newContext } from '../../../src/config/context.ts';
import { RELEASES, type Release } from '../../../src/domain/release.ts';
import { apiKeyPrefix } from '../../../src/domain/resolve-api-key.ts';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { type Remembered, remembering } from '../../support/remembered.ts';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '' };
const inDays = (days: number) => NOW / 1000 + days * 86_400;
const ends = () => net.sandbox.store.apiKeys.all().map(({ expiration }) => expiration.seconds);

async function inContext(more: Partial<Context> = {}): Promise<Remembered & { env: typeof NOTHING_SET }> {
  const context = { ...newContext('prod', net.sandbox.address), ...more };
  return { ...(await remembering([context, net.sandbox.apiKey])), env: NOTHING_SET };
}

/** The key that the context has now. */
const kept = ({ keys }: Remembered) => keys()['prod']?.split(' ')[1] ?? '';

describe('hs apikeys rotate', () => {
  test('creates, tries, keeps, and only then expires the old key', async () => {
    const prod = await inContext();
    const done = await net.hs('apikeys rotate', { ...prod, tty: true, answers: ['prod'] });
    expect(done).toMatchObject({ code: 0, out: '', asked: ['Type prod to go on'] });
    expect(done.calls.map(({ rpc }) => rpc)).toEqual([
      'ListApiKeys',
      'CreateApiKey',
      'ListApiKeys',
      'ExpireApiKey',
    ]);
    expect(kept(prod)).toMatch(/^hskey-api-[\w-]{77}$/);
    expect(kept(prod)).not.toBe(net.sandbox.apiKey);
    expect(ends()).toEqual([NOW / 1000, inDays(90)]);
    expect(done.err.split('\n')).toEqual([
      expect.stringMatching(/^Rotate API key hskey-api-.{12}-\*\*\* \(id 1\) of context prod on http:\S+$/),
      '  The new key ends in 90d and is kept in the credentials file',
      '  The old key is expired then: whatever else uses it stops working',
      expect.stringMatching(/^Created API key hskey-api-.{12}-\*\*\* \(id 2\) on http:\S+$/),
      expect.stringMatching(/^Expired API key hskey-api-.{12}-\*\*\* \(id 1\) on http:\S+$/),
      'Context prod uses the new key from now on; it ends in 90d',
      '',
    ]);
    expect(await net.hs('whoami', prod)).toMatchObject({ code: 0 });
  });

  test('shows neither key', async () => {
    const prod = await inContext();
    const done = await net.hs('apikeys rotate --yes -o json', prod);
    for (const key of [net.sandbox.apiKey, kept(prod)])
      expect(done.out + done.err).not.toContain(key.slice(-40));
    expect(done.json()).toEqual([
      { id: '2', name: expect.stringMatching(/^hskey-api-.{12}-\*\*\*$/), status: 'changed' },
      { id: '1', name: expect.stringMatching(/^hskey-api-.{12}-\*\*\*$/), status: 'changed' },
    ]);
  });

  test('makes a key that lasts as long as is wished', async () => {
    await net.hs('apikeys rotate --yes --expiration 30d', await inContext());
    expect(ends()[1]).toBe(inDays(30));
  });

  test('leaves the old key alone where that is wished', async () => {
    const prod = await inContext();
    const done = await net.hs('apikeys rotate --yes --keep-old -o json', prod);
    expect(done).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
    expect(done.json()).toMatchObject([{ status: 'changed' }, { id: '1', status: 'unchanged' }]);
    expect(ends()).toEqual([inDays(90), inDays(90)]);
    expect(done.err).toContain('(id 1) goes on working');
  });

  test('tells in a dry run what it would do', async () => {
    const prod = await inContext();
    const tried = await net.hs('apikeys rotate -n -o json', prod);
    expect(tried).toMatchObject({ code: 0, changes: [] });
    expect(tried.json()).toEqual([
      { id: '', name: 'API key', status: 'would-change' },
      { id: '1', name: expect.stringContaining('***'), status: 'would-change' },
    ]);
    expect(kept(prod)).toBe(net.sandbox.apiKey);
  });

  test('is in the history as the two changes that were sent', async () => {
    const state = keptFilesIn(tempFolder(), FACTS);
    await net.hs(['apikeys', 'rotate', '--yes', '--note', 'quarterly'], { ...(await inContext()), state });
    const history = (await net.hs('history -o json', { state })).json();
    expect(history).toMatchObject([
      { change: 'apikeys expire', context: 'prod', note: 'quarterly', result: 'changed' },
      { change: 'apikeys create', context: 'prod', note: 'quarterly', result: 'changed' },
    ]);
    expect(JSON.stringify(history)).not.toContain(net.sandbox.apiKey.slice(-40));
  });

  test('twice in a row is a key each time', async () => {
    const prod = await inContext();
    await net.hs('apikeys rotate --yes', prod);
    expect(await net.hs('apikeys rotate --yes', prod)).toMatchObject({ code: 0 });
    expect(ends()).toEqual([NOW / 1000, NOW / 1000, inDays(90)]);
  });

  test('says how far apart the clocks are', async () => {
    const done = await net.hs('apikeys rotate --yes', { ...(await inContext()), now: NOW - 600_000 });
    expect(done).toMatchObject({ code: 0 });
    expect(done.err).toContain("The server's clock is 10m ahead of this machine's");
  });
});

const WAYS = RELEASES.flatMap((release): [Release, 'grpc' | 'http'][] =>
  release === '0.30'
    ? [[release, 'http']]
    : [
        [release, 'grpc'],
        [release, 'http'],
      ],
);

test.each(WAYS)('works on %s over %s', async (release, transport) => {
  const sandbox = await net.start({ release });
  const address = transport === 'grpc' ? sandbox.address : sandbox.httpAddress;
  const prod = await inContext({ address, transport });
  const done = await net.hs('apikeys rotate --yes', prod);
  expect(done, done.err).toMatchObject({ code: 0, out: '' });
  expect(done.changes).toEqual(['CreateApiKey', 'ExpireApiKey']);
  expect(ends()).toEqual([NOW / 1000, inDays(90)]);
  expect(apiKeyPrefix(kept(prod))).toBe(sandbox.store.apiKeys.get(2)?.prefix);
  expect(await net.hs('whoami', prod)).toMatchObject({ code: 0 });
  const old = await net.hs('whoami', { env: { HS_ADDRESS: address } });
  expect(old).toMatchObject({ code: 4, out: '' });
});

describe('a key that hs does not keep', () => {
  test.each([
    ['HS_API_KEY', 'apikeys rotate --yes', {}],
    ['--api-key-file', 'apikeys rotate --yes --api-key-file key', { HS_API_KEY: '' }],
    [
      'HEADSCALE_CLI_API_KEY',
      'apikeys rotate --yes',
      { ...NOTHING_SET, HEADSCALE_CLI_ADDRESS: 'https://h:1', HEADSCALE_CLI_API_KEY: 'k' },
    ],
  ])('from %s is refused before any call', async (name, line, env) => {
    const refused = await net.hs(line, { env, files: { key: net.sandbox.apiKey } });
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(`comes from ${name}, where hs can put no other`);
    expect(refused.err).toContain('--print');
  });

  test('from a program is refused too, which is named', async () => {
    const argv = [process.execPath, '-p', `'${net.sandbox.apiKey}'`] as const;
    const prod = await inContext({ key: { kind: 'command', argv } });
    await prod.contexts.file.change((draft) =>
      draft.put({ ...newContext('prod', net.sandbox.address), key: { kind: 'command', argv } }),
    );
    const refused = await net.hs('apikeys rotate --yes', prod);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(`comes from ${process.execPath}, which context prod names`);
    const printed = await net.hs('apikeys rotate --yes --print', prod);
    expect(printed).toMatchObject({ code: 0, changes: ['CreateApiKey', 'ExpireApiKey'] });
  });

  test('is printed alone with --print, and the old one expired after that', async () => {
    const done = await net.hs('apikeys rotate --yes --print');
    expect(done).toMatchObject({ code: 0, changes: ['CreateApiKey', 'ExpireApiKey'] });
    expect(done.out).toMatch(/^hskey-api-[\w-]{77}\n$/);
    expect(done.err).toContain('The key is shown only now');
    expect(ends()).toEqual([NOW / 1000, inDays(90)]);
    expect(await net.hs('whoami', { env: { HS_API_KEY: done.out.trim() } })).toMatchObject({ code: 0 });
  });

  test('wants the prefix of the old one typed', async () => {
    const prefix = `hskey-api-${net.sandbox.store.apiKeys.get(1)?.prefix}-***`;
    const done = await net.hs('apikeys rotate --print', { tty: true, answers: [prefix] });
    expect(done).toMatchObject({ code: 0, asked: [`Type ${prefix} to go on`] });
  });

  test('is the object of create in JSON', async () => {
    const done = await net.hs('apikeys rotate --yes --print -o json');
    expect(done.json()).toMatchObject({ id: '2', key: expect.stringMatching(/^hskey-api-/) });
  });

  test('can stay beside the new one until that is in place', async () => {
    const done = await net.hs('apikeys rotate --yes --print --keep-old -o name');
    expect(done).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
    expect(await net.hs('whoami')).toMatchObject({ code: 0 });
  });
});

describe('is refused before any call', () => {
  test('in a read-only context', async () => {
    const prod = await inContext({ readOnly: true });
    const refused = await net.hs('apikeys rotate --yes', prod);
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('read-only');
    expect(kept(prod)).toBe(net.sandbox.apiKey);
  });

  test('where nobody can be asked', async () => {
    const refused = await net.hs('apikeys rotate', await inContext());
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain('--yes');
  });

  test('where the answer is another name', async () => {
    const kept = await inContext();
    const refused = await net.hs('apikeys rotate', { ...kept, tty: true, answers: ['yes'] });
    expect(refused).toMatchObject({ code: 1, changes: [] });
  });

  test('under confirm: severe with --yes alone', async () => {
    const prod = await inContext({ confirm: 'severe' });
    expect(await net.hs('apikeys rotate --yes', prod)).toMatchObject({ code: 2, changes: [] });
    expect(await net.hs('apikeys rotate --confirm prod', prod)).toMatchObject({ code: 0 });
  });

  test('with --print, where hs keeps the key', async () => {
    const refused = await net.hs('apikeys rotate --yes --print', await inContext());
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain('kept by hs');
  });

  test('on a socket, where no key is in use', async () => {
    const socketPath = `${tempFolder()}/hs.sock`;
    await net.start({ socketPath });
    const env = { HS_ADDRESS: `unix://${socketPath}`, HS_API_KEY: '' };
    const refused = await net.hs('apikeys rotate --yes', { env });
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain('asks for no API key');
  });

  test.each(['0', '90', 'never', '101y'])('with an expiration of %s', async (expiration) => {
    const refused = await net.hs(`apikeys rotate --yes --expiration ${expiration}`, await inContext());
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  });
});
