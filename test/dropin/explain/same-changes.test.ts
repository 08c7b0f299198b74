import { describe, expect, test } from 'vitest';
import { readShellLine } from '../../../scripts/shell-words.ts';
import { explain } from '../../../src/dropin/explain/explain.ts';
import { type Tailnet, useTailnet } from '../../support/tailnet.ts';

/** Lines of the official client that change something in the tailnet of {@link made}. */
const LINES: readonly string[] = [
  'users create jane --display-name "Jane Doe" --email=jane@example.com',
  'users rename -i 1 -r alicia',
  'users rename --name bob --new-name robert',
  'users destroy -i 2 --force',
  'apikeys create -e 24h',
  'apikeys expire -i 2',
  'apikeys delete -i 2',
  `policy set -f policy.hujson`,
  'nodes rename -i 1 desktop',
  'nodes expire -i 1',
  'nodes expire -i 1 -e 2027-01-01T00:00:00Z',
  'nodes delete -i 1 --force',
  'nodes backfillips --force',
  'preauthkeys create -u 1 --reusable --ephemeral -e 24h --tags tag:a,tag:b',
  'preauthkeys create --tags tag:a',
  'preauthkeys expire -i 1',
  'preauthkeys delete -i 1',
];

const net = useTailnet();

/** Two users, a node and a key of the first of them, and a second API key. */
async function made({ user, node, preAuthKey, hs }: Tailnet): Promise<void> {
  await user('alice');
  await user('bob');
  await node('alice', 'laptop');
  await preAuthKey(1);
  await hs('apikeys create');
}

const POLICY = { files: { 'policy.hujson': '{"acls":[]}' } };

describe('the line of hs makes the same changes as the line that it explains', () => {
  test.each(LINES)('%s', async (line) => {
    const { words } = readShellLine(line);
    await made(net);
    const official = await net.headscale(words, POLICY);
    expect(official).toMatchObject({ code: 0 });
    await net.start({});
    await made(net);
    const [native = ''] = explain(words).lines;
    const own = await net.hs(readShellLine(native).words.slice(1), POLICY);
    expect(own, native + own.err).toMatchObject({ code: 0, asked: [] });
    const changing = new Set(official.changes);
    const sent = (calls: typeof own.calls) =>
      calls.flatMap(({ rpc, request }) => (changing.has(rpc) ? [{ rpc, request }] : []));
    expect(own.changes).toEqual(official.changes);
    expect(sent(own.calls)).toEqual(sent(official.calls));
    expect(own.changes).not.toEqual([]);
  });
});
