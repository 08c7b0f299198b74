import { describe, expect, test } from 'vitest';
import { reach } from '../../../src/cli/login/reach.ts';
import { HsError } from '../../../src/errors.ts';
import type { NamedServer } from '../../../src/headscale/connect.ts';
import { parseAddress } from '../../../src/headscale/named-address.ts';
import type { HeadscaleApi, ServerRelease } from '../../../src/headscale/port.ts';
import { refusalBy } from '../../config/support.ts';

const FOUND: ServerRelease = {
  range: { oldest: '0.29', newest: '0.29' },
  version: undefined,
  foundBy: ['probes'],
  contradiction: undefined,
};
const NO_HEADSCALE: ServerRelease = { ...FOUND, range: undefined, foundBy: [] };
const DEAD = new HsError('unreachable', 'Nobody answers');

/** Servers by their address; whatever is not among them is dead. */
function world(servers: Readonly<Record<string, ServerRelease | HsError>>, elsewhere?: string) {
  const looked: string[] = [];
  const met: NamedServer[] = [];
  const open = new Set<string>();
  const said: string[] = [];
  const connect = async (server: NamedServer): Promise<HeadscaleApi> => {
    const { text } = server.address;
    met.push(server);
    open.add(text);
    const answer = servers[text] ?? DEAD;
    const api: Partial<HeadscaleApi> = {
      release: async () => {
        if (answer instanceof HsError) throw answer;
        return answer;
      },
      close: () => void open.delete(text),
    };
    return api as HeadscaleApi;
  };
  const go = (typed: string, patienceMs?: number) =>
    reach(
      {
        server: { address: parseAddress(typed), apiKey: undefined, trust: {}, timeoutMs: 1000 },
        patienceMs,
      },
      {
        connect,
        signal: new AbortController().signal,
        env: {},
        look: async () => undefined,
        elsewhere: async ({ address }) => {
          looked.push(address.text);
          return elsewhere === undefined ? undefined : parseAddress(elsewhere);
        },
      },
      (text) => said.push(text),
    );
  return { go, met, open, said, looked };
}

describe('a Headscale is found', () => {
  test.each([
    ['hs.example.org', 'https://hs.example.org', ['https://hs.example.org']],
    [
      'hs.example.org',
      'https://hs.example.org:50443',
      ['https://hs.example.org', 'https://hs.example.org:50443'],
    ],
    [
      '[2001:db8::1]',
      'https://[2001:db8::1]:50443',
      ['https://[2001:db8::1]', 'https://[2001:db8::1]:50443'],
    ],
    ['hs.example.org:8443', 'https://hs.example.org:8443', ['https://hs.example.org:8443']],
    ['ssh://admin@hs.example.org', 'ssh://admin@hs.example.org', ['ssh://admin@hs.example.org']],
    ['https://hs.example.org/x', 'https://hs.example.org/x', ['https://hs.example.org/x']],
    ['/run/hs.sock', 'unix:///run/hs.sock', ['unix:///run/hs.sock']],
  ])('from %s at %s', async (typed, at, tried) => {
    const { go, met, open, said } = world({ [at]: FOUND });
    expect((await go(typed)).address.text).toBe(at);
    expect(said).toEqual(tried.map((text) => `Trying ${text}`));
    expect(met.map(({ apiKey }) => apiKey)).toEqual(tried.map(() => undefined));
    expect([...open]).toEqual([at]);
  });

  test('on the usual gRPC port, where a web site answers at the host', async () => {
    const { go } = world({ 'https://hs.example.org': NO_HEADSCALE, 'https://hs.example.org:50443': FOUND });
    expect((await go('hs.example.org')).address.port).toBe(50_443);
  });
});

describe('it is behind another path than the one that was typed', () => {
  test.each([
    ['https://hs.example.org', 'https://hs.example.org/headscale'],
    ['https://hs.example.org/windows', 'https://hs.example.org'],
  ])('from %s at %s', async (typed, at) => {
    const { go, said, open } = world({ [typed]: NO_HEADSCALE, [at]: FOUND }, at);
    expect((await go(typed)).address.text).toBe(at);
    expect(said).toEqual([`Trying ${typed}`, `Trying ${at}`]);
    expect([...open]).toEqual([at]);
  });

  test('what only looked like one is let go of, and the first error told', async () => {
    const typed = 'https://hs.example.org/x';
    const { go, open } = world({}, 'https://hs.example.org');
    expect(await refusalBy(go(typed))).toMatchObject({ message: DEAD.message });
    expect([...open]).toEqual([]);
  });

  test.each([
    ['where it answered', 'https://hs.example.org', FOUND],
    ['where nobody answered in time', 'https://hs.example.org/x', new HsError('timeout', 'No answer')],
    ['over ssh', 'ssh://hs.example.org', DEAD],
    ['at a socket', '/run/hs.sock', DEAD],
  ])('nothing is looked for %s', async (_name, typed, answer) => {
    const { go, looked } = world({ [parseAddress(typed).text]: answer }, 'https://hs.example.org/headscale');
    await go(typed).catch(() => {});
    expect(looked).toEqual([]);
  });
});

describe('no Headscale is found', () => {
  test.each(['https://hs.example.org:8443', 'https://hs.example.org/x', 'http://127.0.0.1'])(
    '%s names its place, so nothing else is tried',
    async (typed) => {
      const { go, met, open } = world({});
      expect(await refusalBy(go(typed))).toBe(DEAD);
      expect(met).toHaveLength(1);
      expect([...open]).toEqual([]);
    },
  );

  test('both addresses say why, the one that was typed first', async () => {
    const typed = new HsError('unreachable', 'Its certificate is of another host', { hint: 'Mend it' });
    const { go, met, open } = world({ 'https://hs.example.org': typed });
    expect(await refusalBy(go('hs.example.org'))).toMatchObject({
      code: 'unreachable',
      message: typed.message,
      details: [DEAD.message],
      hint: 'Mend it',
    });
    expect(met).toHaveLength(2);
    expect([...open]).toEqual([]);
  });

  test('a next step that was taken already is not told', async () => {
    const hint = 'Without a proxy, gRPC is on its own port: https://hs.example.org:50443.';
    const { go } = world({ 'https://hs.example.org': new HsError('timeout', 'No answer', { hint }) });
    expect((await refusalBy(go('hs.example.org'))).hint).toBe(
      'This looks closer: hs doctor https://hs.example.org',
    );
  });

  test('each of several addresses is given less time, one alone as much as a call', async () => {
    const several = world({});
    await refusalBy(several.go('hs.example.org', 200));
    expect(several.met.map(({ timeoutMs }) => timeoutMs)).toEqual([200, 200]);
    const asLong = world({});
    await refusalBy(asLong.go('hs.example.org', 5000));
    expect(asLong.met.map(({ timeoutMs }) => timeoutMs)).toEqual([1000, 1000]);
    const alone = world({});
    await refusalBy(alone.go('hs.example.org:8443', 200));
    expect(alone.met.map(({ timeoutMs }) => timeoutMs)).toEqual([1000]);
  });

  test('what answers is no Headscale', async () => {
    const { go } = world({ 'https://hs.example.org': NO_HEADSCALE });
    expect(await refusalBy(go('hs.example.org'))).toMatchObject({
      code: 'unknown_release',
      message: expect.stringContaining('https://hs.example.org does not show that it is a Headscale'),
    });
  });

  test('Ctrl-C ends it at once', async () => {
    const { go, met, open } = world({ 'https://hs.example.org': new HsError('interrupted', 'Interrupted') });
    expect(await refusalBy(go('hs.example.org'))).toMatchObject({ code: 'interrupted' });
    expect(met).toHaveLength(1);
    expect([...open]).toEqual([]);
  });
});
