import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

let reached: () => void = () => {};
const hs = useProgram({
  seed: 60,
  nodeWriteDelayMs: 400,
  onCall: ({ rpc }) => {
    if (/^(Expire|Delete)Node$/.test(rpc)) reached();
  },
});
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());

const nodes = () => hs.sandbox.store.nodes.all().map(({ id }) => id);
const expired = () =>
  hs.sandbox.calls.filter(({ rpc }) => rpc === 'ExpireNode').map(({ request }) => request['nodeId']);

test('what one hs lists another deletes', async () => {
  const line = "hs nodes list --filter 'id<6' -o name | hs nodes delete - --yes -o name";
  expect(await hs.runOther('sh', ['-c', line])).toMatchObject({ code: 0, out: '1\n2\n3\n4\n5\n' });
  expect(nodes()[0]).toBe(6);
  const asJson = "hs nodes list --filter 'id<8' -o json | hs nodes delete - --yes -q";
  expect(await hs.runOther('sh', ['-c', asJson])).toMatchObject({ code: 0, out: '', err: '' });
  expect(nodes()[0]).toBe(8);
  const unasked = 'hs nodes list -o name | hs nodes delete -; echo $?';
  expect(await hs.runOther('sh', ['-c', unasked])).toMatchObject({ out: '2\n' });
  expect(nodes()).toHaveLength(53);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s in the middle waits for what is under way, and tells what was done and what was not sent',
  async (signal) => {
    const before = expired().length;
    const begun = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { child, ended } = hs.start(['nodes', 'expire', '--filter', 'id>0', '--yes', '-o', 'json']);
    await begun;
    child.kill(signal);
    const { code, out, err } = await ended;
    const results = JSON.parse(out) as { id: string; status: string }[];
    const changed = results.filter(({ status }) => status === 'changed').map(({ id }) => id);
    expect({ code, results: results.length }).toEqual({ code: 130, results: 53 });
    expect(changed).toEqual(
      expired()
        .slice(before)
        .map(String)
        .sort((a, b) => Number(a) - Number(b)),
    );
    expect(changed.length).toBeLessThan(53);
    expect(JSON.parse(err)).toMatchObject({
      error: {
        code: 'interrupted',
        message: `Interrupted: ${changed.length} changed, ${53 - changed.length} not sent on ${hs.sandbox.address}`,
      },
    });
  },
);

testWith('tmux', 'env')('on a terminal it counts, and clears the count away', async () => {
  const argv = ['hs', 'nodes', 'expire', '--filter', 'id<40', '--yes'];
  const screen = await terminals.open(argv, { env: hs.env(), columns: 120, rows: 60 });
  await screen.shows('/32');
  const { code, text } = await screen.ended();
  expect(code).toBe(0);
  expect(text).not.toContain('/32');
  expect(text).toContain(`32 changed on ${hs.sandbox.address}`);
});

testWith('tmux', 'env')('a second Ctrl-C waits for nothing', async () => {
  const argv = ['hs', 'nodes', 'expire', '--filter', 'id>0', '--yes'];
  const screen = await terminals.open(argv, { env: hs.env(), columns: 120, rows: 60 });
  await screen.shows('/53');
  await screen.type('C-c', 'C-c');
  expect(await screen.ended()).toMatchObject({ code: 130 });
});
