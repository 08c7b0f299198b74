import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { FACTS, tempFolder } from '../config/support.ts';
import type { RunOptions } from '../support/harness.ts';
import { nothingRemembered, type Remembered } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
let kept: Remembered;
let socket: string;
beforeEach(async () => {
  kept = nothingRemembered();
  socket = path.join(tempFolder(), 'hs.sock');
  await net.start({ socketPath: socket });
});

/** No server is named, and nothing spins. */
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '', TERM: 'dumb' };
const hs = (line: string, options: Omit<RunOptions, 'sandbox'> = {}) =>
  net.hs(line, { contexts: kept.contexts, ...options, env: NOTHING_SET });
const make = (options: Omit<RunOptions, 'sandbox'> = {}, more = '') =>
  hs(`login ${net.sandbox.address} --make-key-over ${socket}${more}`, options);
const nothingSaved = () => expect(existsSync(kept.folder)).toBe(false);

describe('--make-key-over', () => {
  test.each(['0.23', '0.26', '0.28', '0.29', '0.30'] as const)(
    'makes a key over the socket, tries it over the network, and keeps it: %s',
    async (release) => {
      await net.start({ release, socketPath: socket });
      const done = await make();
      expect(done).toMatchObject({ code: 0, out: '', changes: ['CreateApiKey'], asked: [] });
      expect(done.err).toMatch(/\nCreated API key \S+ \(id 2\) over unix:\/\/\S+, for 90d\n/);
      expect(done.err).toContain('; the API key ends in 90d and is kept in a file\n');
      const [entry = ''] = Object.values(kept.keys());
      expect(entry.startsWith(`${net.sandbox.address} `)).toBe(true);
      expect(done.err).not.toContain(entry.split(' ')[1]);
      expect((await hs('users list')).code).toBe(0);
    },
  );

  test('is remembered in the history of this machine', async () => {
    const state = keptFilesIn(tempFolder(), FACTS);
    await make({ state });
    const [entry] = (await hs('history -o json', { state })).json() as Record<string, unknown>[];
    expect(entry).toMatchObject({ address: `unix://${socket}`, result: 'changed' });
    expect(JSON.stringify(entry)).not.toContain(Object.values(kept.keys())[0]?.split(' ')[1]);
  });

  test('of another Headscale: the key is expired again, and nothing is saved: 4', async () => {
    const other = await startSandbox({ release: '0.29' });
    try {
      const refused = await hs(`login ${other.address} --make-key-over ${socket}`);
      expect(refused).toMatchObject({ code: 4, out: '', changes: ['CreateApiKey', 'ExpireApiKey'] });
      expect(refused.err).toMatch(/The API key made for this login was expired again \(\S+\)/);
      expect(refused.err).toContain('they may not be the same Headscale');
      nothingSaved();
    } finally {
      await other.stop();
    }
  });

  test('where nothing can be kept: the key is expired again', async () => {
    const contexts = {
      ...kept.contexts,
      newStore: () => Promise.reject(new HsError('failed', 'The disk is full')),
    };
    const refused = await make({ contexts });
    expect(refused).toMatchObject({ code: 1, changes: ['CreateApiKey', 'ExpireApiKey'] });
  });

  test.each(['0.25', '0.29', '0.30'] as const)(
    'at Ctrl-C after it was made: the key is expired again, on %s',
    async (release) => {
      const at = new AbortController();
      const rpcs: string[] = [];
      const onCall = ({ rpc }: { rpc: string }) => {
        rpcs.push(rpc);
        // The look at the new key; by then there is one.
        if (rpc === 'ListApiKeys' && rpcs.includes('CreateApiKey')) at.abort();
      };
      await net.start({ release, socketPath: socket, onCall });
      const done = await make({ interruptAt: at.signal });
      expect(done).toMatchObject({ code: 130, out: '', changes: ['CreateApiKey', 'ExpireApiKey'] });
      expect(done.err).toContain('The API key made for this login was expired again');
      nothingSaved();
    },
  );

  test('that cannot be taken back is told with the line to type', async () => {
    const contexts = {
      ...kept.contexts,
      async newStore() {
        await net.sandbox.stop();
        throw new HsError('failed', 'The disk is full');
      },
    };
    const refused = await make({ contexts });
    expect(refused).toMatchObject({ code: 1, changes: ['CreateApiKey'] });
    expect(refused.err).toContain('The disk is full');
    expect(refused.err).toMatch(
      /The API key made for this login can still be used: hs apikeys expire \S+ --address unix:\/\/\S+\n/,
    );
  });

  test.each([
    ['http://127.0.0.1:50443', 'asks for a key itself'],
    ['hs.example.org', 'asks for a key itself'],
    ['"ssh://admin@hs.example.org?to=localhost:50443"', 'asks for a key itself'],
    ['ftp://x', 'is not a kind of address'],
  ])('%s is no place to make one: 2', async (place, said) => {
    const argv = ['login', net.sandbox.address, '--make-key-over', place.replaceAll('"', '')];
    const refused = await net.hs(argv, { contexts: kept.contexts, env: NOTHING_SET });
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain(said);
    nothingSaved();
  });

  test('for a socket is refused, with the line to type: 2', async () => {
    const refused = await hs(`login ${socket} --make-key-over ${socket}`);
    expect(refused).toMatchObject({ code: 2, changes: [] });
    expect(refused.err).toContain(`hs login https://HOST --make-key-over unix://${socket}`);
  });
});

test('after a login to a socket, a person is told how to do without it', async () => {
  const done = await hs(`login ${socket}`, { tty: true });
  expect(done).toMatchObject({ code: 0, asked: [] });
  expect(done.err).toContain('; no API key is needed there\n');
  expect(done.err).toContain(
    `\nTo use it without the socket too: hs login https://HOST --make-key-over unix://${socket}\n`,
  );
  expect((await hs(`login ${socket}`)).err).not.toContain('--make-key-over');
});
