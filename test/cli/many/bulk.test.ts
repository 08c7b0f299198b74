import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../../src/sandbox/options.ts';
import { type Fault, type FaultyGrpc, startFaultyGrpc } from '../../support/faulty-grpc.ts';
import type { RunOptions } from '../../support/harness.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 200 });
let faulty: FaultyGrpc | undefined;

afterEach(async () => {
  await faulty?.stop();
  faulty = undefined;
});

/** Runs a command line against the server of this test, with something between them. */
async function through(
  line: string,
  faultOf?: (rpc: string, number: number) => Fault,
  options: Omit<RunOptions, 'sandbox'> = {},
) {
  faulty = await startFaultyGrpc(net.sandbox, faultOf);
  const env = { ...options.env, HS_ADDRESS: faulty.address };
  const ended = await net.hs(line, { whileWaiting: async () => {}, ...options, env });
  return { ...ended, faulty };
}

const nodesLeft = () => net.sandbox.store.nodes.all().length;
/** How many results there are of each status. */
function statuses(results: unknown): Record<string, number> {
  const groups = Object.groupBy(results as { status: string }[], ({ status }) => status);
  return Object.fromEntries(Object.entries(groups).map(([status, of]) => [status, of?.length ?? 0]));
}

test.each([
  ['0.29', 32],
  ['0.27.0', 32],
  ['0.26', 4],
] as const)('200 nodes at %s: 4 at once to begin with, at most %d', async (release, most) => {
  const slow: Partial<SandboxOptions> = { nodeWriteDelayMs: 60 };
  await net.start({ release, ...(most > 4 ? slow : {}) });
  const done = await through('nodes expire --filter id>0 --yes -o json');
  expect(done.code).toBe(0);
  expect(statuses(done.json())).toEqual({ changed: 200 });
  expect(done.faulty.changes).toHaveLength(200);
  expect(done.faulty.mostBeforeAnAnswer).toBe(4);
  expect(done.faulty.mostAtOnce).toBe(most);
});

test('a server that fails every third call is gone on with, and each is told', async () => {
  const done = await through('nodes delete --filter id<31 --yes -o json', (_, number) =>
    number % 3 === 0 ? 'refused' : 'none',
  );
  expect(done.code).toBe(8);
  const results = done.json() as { id: string; name: string; status: string; error?: string }[];
  expect(results.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
  expect(statuses(results)).toEqual({ changed: 20, failed: 10 });
  expect(results.filter(({ status }) => status === 'failed').map(({ error }) => error)).toEqual(
    Array(10).fill(expect.stringContaining('database is locked')),
  );
  expect(done.errorJson()).toMatchObject({
    error: { code: 'partial', exitCode: 8, message: expect.stringContaining('20 changed, 10 failed') },
  });
  expect(nodesLeft()).toBe(180);
});

test('--fail-fast begins no other once one has failed', async () => {
  await net.start({ release: '0.26' });
  const done = await through('nodes delete --filter id<101 --fail-fast --yes -o json', (_, number) =>
    number === 10 ? 'refused' : 'none',
  );
  expect(done.code).toBe(8);
  const results = done.json() as { status: string; error?: string }[];
  const counts = statuses(results);
  // At most three others were under way.
  expect(done.faulty.changes.length).toBeLessThanOrEqual(13);
  expect(counts['changed']).toBe(done.faulty.changes.length - 1);
  expect(results.at(-1)).toMatchObject({ status: 'failed', error: 'Not sent: one before it failed' });
  expect(done.errorJson()).toMatchObject({
    error: { message: expect.stringMatching(/^\d+ changed, 1 failed, \d+ not sent on http/) },
  });
  expect(nodesLeft()).toBe(200 - (counts['changed'] ?? 0));
});

test('a call that is never answered costs the others nothing, and is looked up at the end', async () => {
  const done = await through('nodes delete --filter id<13 --yes --timeout 400ms -o json', (_, number) =>
    number === 5 ? 'never answered' : 'none',
  );
  expect(done.code).toBe(8);
  expect(statuses(done.json())).toEqual({ changed: 11, unknown: 1 });
  const [unknown] = (done.json() as { status: string; id: string; error: string }[]).filter(
    ({ status }) => status === 'unknown',
  );
  expect(unknown?.error).toContain('may have been applied');
  expect(net.sandbox.store.nodes.all().some(({ id }) => String(id) === unknown?.id)).toBe(true);
  expect(done.errorJson()).toMatchObject({
    error: {
      message: expect.stringContaining('11 changed, 1 unknown'),
      hint: expect.stringContaining('look'),
    },
  });
});

test('a server that restarts in the middle is waited for, and what was lost is looked up', async () => {
  let waits = 0;
  const done = await through(
    'nodes delete --filter id<101 --yes -o json',
    (_, number) => {
      if (number !== 40) return 'none';
      void net.sandbox.restart();
      void faulty?.down();
      return 'answer lost';
    },
    {
      // Time runs ten times as fast.
      whileWaiting: async (ms) => {
        waits += 1;
        if (waits === 2) await faulty?.up();
        await wait(ms / 10);
      },
    },
  );
  const results = done.json() as { id: string; status: string }[];
  const left = new Set(net.sandbox.store.nodes.all().map(({ id }) => String(id)));
  // Nothing is told as done that is not, and nothing that is known to be done is told as anything else.
  for (const { id, status } of results) expect([id, left.has(id)]).toEqual([id, status !== 'changed']);
  expect(waits).toBeLessThan(8);
  const unknown = results.filter(({ status }) => status === 'unknown');
  expect(unknown[0]).toMatchObject({ error: expect.stringMatching(/may have been applied.*not done when/) });
  expect(results.slice(-40).every(({ status }) => status === 'changed')).toBe(true);
  expect(done.code).toBe(8);
  expect(new Set(done.faulty.changes)).toEqual(new Set(['DeleteNode']));
  expect(done.faulty.changes.length).toBeLessThanOrEqual(100);
});

test('all of that in one command: nothing is told that is not so, and nothing is sent twice', async () => {
  let waits = 0;
  const done = await through(
    'nodes delete --filter id<101 --yes --timeout 400ms -o json',
    (_, number) => {
      if (number === 50) {
        void net.sandbox.restart();
        void faulty?.down();
        return 'answer lost';
      }
      if (number === 11) return 'never answered';
      return number % 3 === 0 ? 'refused' : 'none';
    },
    {
      whileWaiting: async (ms) => {
        waits += 1;
        if (waits === 2) await faulty?.up();
        await wait(ms / 10);
      },
    },
  );
  expect(done.code).toBe(8);
  const results = done.json() as { id: string; status: string; error?: string }[];
  const left = new Set(net.sandbox.store.nodes.all().map(({ id }) => String(id)));
  for (const { id, status } of results) expect([id, left.has(id)]).toEqual([id, status !== 'changed']);
  const counts = statuses(results);
  const refused = results.filter(({ error = '' }) => error.includes('database is locked'));
  expect(refused.length).toBeGreaterThan(20);
  expect(results.filter(({ error = '' }) => error.startsWith('Not sent'))).toEqual([]);
  expect(counts['unknown']).toBeGreaterThan(0);
  expect(counts['changed']).toBe(200 - nodesLeft());
  expect(done.faulty.changes.length).toBeLessThanOrEqual(100);
});

test('a change whose answer was lost is told as done where it shows to be', async () => {
  const done = await through('nodes delete 1 2 --yes', (_, number) =>
    number === 2 ? 'answer lost' : 'none',
  );
  expect(done).toMatchObject({ code: 0, out: '', changes: ['DeleteNode', 'DeleteNode'] });
  expect(done.err).toContain('node-000002 (id 2): done, though the answer was lost\n');
  expect(done.err).toContain(`\n2 changed on ${done.faulty.address}\n`);
});

test('a server that does not come back ends it, and what was not sent is told apart', async () => {
  const done = await through('nodes delete --filter id<101 --yes', (_, number) => {
    if (number === 40) void faulty?.down();
    return 'none';
  });
  expect(done.code).toBe(8);
  expect(done.err).toMatch(/\d+ changed, \d+ unknown, \d+ not sent/);
  expect(done.err).toMatch(/Not sent: .* and \d+ more\n/);
  expect(done.faulty.changes.length).toBeLessThan(100);
});

describe('where nothing is drawn, a server that is away is told each time it goes, and told once', () => {
  const away = 'The server does not answer any more: waiting for it\n';
  /** Goes away at two calls of one command, and comes back each time it is waited for. */
  const twice = async (options: Omit<RunOptions, 'sandbox'>, line = 'nodes delete --filter id<101 --yes') => {
    let waits = 0;
    let isAway = false;
    return await through(
      line,
      (_, number) => {
        if (number !== 20 && number !== 60) return 'none';
        isAway = true;
        void faulty?.down();
        return 'none';
      },
      {
        ...options,
        // It lets itself be asked several times before it is back. Time runs a hundred times as fast.
        whileWaiting: async (ms) => {
          waits += 1;
          if (isAway && waits % 3 === 0) {
            isAway = false;
            await faulty?.up();
          }
          await wait(ms / 100);
        },
      },
    );
  };

  test.each([
    ['in a pipe', {}],
    ['for a screen reader', { tty: true, env: { HS_ACCESSIBLE: '1' } }],
  ])('%s', async (_, options) => {
    const done = await twice(options);
    expect(done.err.split(away)).toHaveLength(3);
    expect(done.err).toMatch(/\d+ changed/);
  });

  test('but not under --quiet', async () => {
    const done = await twice({}, 'nodes delete --filter id<101 --yes --quiet');
    expect(done.err).not.toContain(away);
  });
});

test('Ctrl-C lets what is under way be answered, sends no more and says what was done', async () => {
  const interrupted = new AbortController();
  await net.start({ nodeWriteDelayMs: 30 });
  const done = await through(
    'nodes delete --filter id<101 --yes -o json',
    (_, number) => {
      if (number === 10) interrupted.abort();
      return 'none';
    },
    { interruptAt: interrupted.signal },
  );
  expect(done.code).toBe(130);
  const results = done.json() as { status: string; error?: string }[];
  expect(results).toHaveLength(100);
  const changed = results.filter(({ status }) => status === 'changed').length;
  expect(changed).toBe(done.faulty.changes.length);
  expect(changed).toBeLessThan(40);
  expect(nodesLeft()).toBe(200 - changed);
  expect(results.at(-1)).toMatchObject({ status: 'failed', error: 'Not sent: interrupted before it' });
  expect(done.errorJson()).toMatchObject({
    error: {
      code: 'interrupted',
      message: `Interrupted: ${changed} changed, ${100 - changed} not sent on ${done.faulty.address}`,
    },
  });
});

test('whole lists are read again once for all that wait, right before they are written', async () => {
  await net.start({ release: '0.27.1' });
  const done = await through('nodes tag add --filter id<41 tag:ci --yes -o json');
  expect(done.errorJson()).toEqual({ notices: [`40 changed on ${done.faulty.address}`] });
  expect(done.code).toBe(0);
  expect(done.changes).toHaveLength(40);
  expect(done.calls.filter(({ rpc }) => rpc === 'ListNodes').length).toBeLessThan(20);
});
