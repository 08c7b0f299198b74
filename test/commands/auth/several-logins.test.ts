import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const knock = () => net.sandbox.devices.knock({ hostname: 'laptop' });

describe.each([
  { verb: 'approve', rpc: 'AuthApprove', done: 'Approved' },
  { verb: 'reject', rpc: 'AuthReject', done: 'Rejected' },
])('hs auth $verb', ({ verb, rpc, done }) => {
  test('several at once, by name or a line each, each once; what does not wait is told beside the others', async () => {
    const [one, two, three] = [knock(), knock(), knock()];
    const named = await net.hs(['auth', verb, one, two, one, '-o', 'json']);
    expect(named).toMatchObject({ code: 0, changes: [rpc, rpc] });
    expect(named.json()).toMatchObject([
      { id: one, status: 'changed' },
      { id: two, status: 'changed' },
    ]);
    const ghost = `hskey-authreq-${'x'.repeat(24)}`;
    const stdin = `https://hs.example.com/auth/${three}\n\n${ghost}\r\n`;
    const piped = await net.hs(`auth ${verb} - -o json`, { stdin });
    expect(piped.code).toBe(8);
    expect(piped.json()).toMatchObject([
      { id: three, status: 'changed' },
      { id: ghost, status: 'failed', error: expect.stringContaining('No login waits under this id') },
    ]);
  });

  test('people are told of each by its id alone', async () => {
    const [id, ghost] = [knock(), `hskey-authreq-${'x'.repeat(24)}`];
    const { code, out, err } = await net.hs(['auth', verb, ghost, id]);
    expect({ code, out }).toEqual({ code: 8, out: '' });
    expect(err).toContain(`${done} ${id}\n${ghost} failed: No login waits under this id`);
    expect(err).toContain(`1 changed, 1 failed on ${net.sandbox.address}`);
  });

  test('one that is no id leaves all as they are', async () => {
    const refused = await net.hs(['auth', verb, knock(), 'nonsense']);
    expect(refused).toMatchObject({ code: 2, calls: [] });
    const mixed = await net.hs(['auth', verb, knock(), '-'], { stdin: knock() });
    expect(mixed).toMatchObject({ code: 2, calls: [] });
    const empty = await net.hs(`auth ${verb} - -o json`, { stdin: '\n' });
    expect(empty).toMatchObject({ code: 0, out: '[]\n', changes: [] });
  });
});
