import { describe, expect, test } from 'vitest';
import { startFaultyGrpc } from '../../support/faulty-grpc.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { meanwhile } from './watching.ts';

const net = useTailnet({ seed: 'demo' });
const FRAME = '\u001b[?2026h';
const CLOCK = /\b\d\d:\d\d:\d\d\b/g;

/** Watches on a terminal; answers what it was sent before, in each frame, and at the end. */
async function frames(line: string, steps: readonly (() => unknown)[], options = {}) {
  const tty = { columns: 80, rows: 24 };
  const { code, out, err } = await net.hs(`${line} --color never`, {
    tty,
    ...meanwhile(...steps),
    ...options,
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [before = '', ...drawn] = out.split(FRAME);
  const after = drawn.at(-1)?.split('\u001b[?2026l')[1] ?? '';
  return {
    before,
    after,
    drawn: drawn.map((frame) =>
      frame
        .replaceAll(/\u001b\[[?\d]*[a-zA-Z]/g, '')
        .replaceAll(CLOCK, 'T')
        .split('\n'),
    ),
  };
}

describe('on a terminal', () => {
  test('the list is drawn over on a screen of its own, which is left again', async () => {
    const { before, after, drawn } = await frames('users list --watch', [() => net.user('eve')]);
    expect(before).toBe('\u001b[?1049h\u001b[?25l\u001b[?7l');
    expect(after).toBe('\u001b[?7h\u001b[?25h\u001b[?1049l');
    expect(drawn).toHaveLength(2);
    expect(drawn[0]?.slice(0, 3)).toEqual([
      '3 users at T, every 5s; Ctrl-C ends',
      '',
      'ID  NAME               DISPLAY NAME              E-MAIL             CREATED',
    ]);
    expect(drawn[1]?.[0]).toBe('4 users at T, every 5s; Ctrl-C ends');
    expect(drawn[1]?.at(-1)).toMatch(/^4 {3}eve /);
  });

  test('of few rows the beginning is shown, and how much more there is', async () => {
    const { drawn } = await frames('nodes list --watch', [], { tty: { columns: 80, rows: 6 } });
    expect(drawn[0]).toHaveLength(6);
    expect(drawn[0]?.slice(0, 3)).toEqual([
      '9 nodes at T, every 5s; Ctrl-C ends',
      'No room here for EXPIRES',
      'ID  NAME              USER   ADDRESS     STATE        TAGS        ROUTES',
    ]);
    expect(drawn[0]?.at(-1)).toBe('… 7 more; narrow it down with a filter');
  });

  test('of very many the first in the order asked for are drawn, and all are counted', async () => {
    await net.start({ seed: 1000 });
    const { drawn } = await frames('nodes list --watch --sort=-id --limit 500', [], {
      tty: { columns: 80, rows: 5 },
    });
    expect(drawn[0]?.[0]).toBe('500 nodes at T, every 5s; Ctrl-C ends');
    expect(drawn[0]?.[3]).toMatch(/^1000 /);
    expect(drawn[0]?.[4]).toBe('… 499 more; narrow it down with a filter');
  });

  test('of few columns no line is wider', async () => {
    const { drawn } = await frames('status --watch', [], { tty: { columns: 40, rows: 60 } });
    // A command is to be copied as a whole.
    const sentences = drawn[0]?.filter((line) => !line.startsWith('    hs ')) ?? [];
    expect(sentences.filter((line) => line.length > 40)).toEqual([]);
    expect(drawn[0]?.join('\n')).toMatch(/\n {2}2 routes wait for approval:\n {2}10\.2\.0\.0\/24/);
  });

  test('a server that goes away is said, with what was seen last, and so is its return', async () => {
    const faulty = await startFaultyGrpc(net.sandbox);
    const { drawn } = await frames('users list --watch=1m', [() => faulty.down(), () => faulty.up()], {
      env: { HS_ADDRESS: faulty.address },
    });
    await faulty.stop();
    expect(drawn.map(([first]) => first)).toEqual([
      '3 users at T, every 1m; Ctrl-C ends',
      'Not reached since T, asked every 1m; below: 3 users at T',
      '3 users at T, every 1m; Ctrl-C ends',
    ]);
    expect(drawn[1]?.[1]).toMatch(/^Cannot reach Headscale at 127/);
    expect(drawn[1]).toHaveLength(6);
    expect(drawn[2]?.[1]).toBe('Reached again; not from T to T');
  });

  test('a list with nothing in it says so', async () => {
    const { drawn } = await frames('nodes list --watch --filter id>99', []);
    expect(drawn[0]).toEqual(['0 nodes at T, every 5s; Ctrl-C ends', '']);
  });

  test('JSON lines that were asked for are told as in a pipe', async () => {
    const { out } = await net.hs('users list --watch -o jsonl', { tty: true, ...meanwhile() });
    expect(out.split('\n').map((line) => line.slice(0, 17))).toEqual([
      ...Array(3).fill('{"type":"present"'),
      '',
    ]);
  });
});

describe.each([
  ['read aloud', { HS_ACCESSIBLE: '1' }],
  ['that cannot redraw', { TERM: 'dumb' }],
])('on a terminal %s', (_, env) => {
  test('nothing is drawn twice: what changes is told', async () => {
    const faulty = await startFaultyGrpc(net.sandbox);
    const { code, out, err } = await net.hs('nodes list --watch --color never', {
      tty: { columns: 200 },
      env: { ...env, HS_ADDRESS: faulty.address },
      ...meanwhile(
        () => net.sandbox.devices.offline(1),
        () => net.sandbox.store.nodes.update(2, { givenName: 'bad\u001b[2J' }),
        () => net.sandbox.store.nodes.delete(4),
        () => net.node('alice', 'printer'),
        () => faulty.down(),
        () => {},
        () => faulty.up(),
      ),
    });
    await faulty.stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('\u001b');
    const lines = out.trimEnd().replaceAll(CLOCK, 'T').split('\n');
    const start = lines.indexOf('9 nodes at T. Changes follow, looked for every 5s; Ctrl-C ends');
    expect(lines.slice(start + 1)).toEqual([
      'T Node router-berlin (id 1): State is now offline just now, was online; Serving is now nothing, was 10.1.0.0/24',
      'T Node bad\\x1b[2J (id 2): Name is now bad\\x1b[2J, was bobs-macbook-pro',
      'T Node old-phone (id 4) is gone',
      'T New node printer (id 10)',
      expect.stringMatching(/^T The server is not reached: Cannot reach Headscale/),
      'T The server is reached again; it was not since T',
    ]);
  });
});
