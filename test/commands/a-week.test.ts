import { expect, test } from 'vitest';
import { fromMillis } from '../../src/domain/instant.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import type { SandboxRelease } from '../../src/sandbox/release.ts';
import { FACTS, tempFolder } from '../config/support.ts';
import type { Outcome, RunOptions } from '../support/harness.ts';
import { nothingRemembered } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
const DAY_MS = 86_400_000;
const SERVER = 'https://hs.example.org';

/** What an admin does at a terminal in a week: one machine, one context, the clock going on. */
interface Week {
  /** Runs a command line, which has to work and may hold nothing that has to be looked up first. */
  hs(line: string | readonly string[], options?: Omit<RunOptions, 'sandbox'>): Promise<Outcome>;
  nextDay(): void;
  readonly now: number;
}

function useWeek(): Week {
  const { contexts } = nothingRemembered();
  const state = keptFilesIn(tempFolder(), FACTS);
  let now = NOW;
  return {
    async hs(line, options = {}) {
      expect([line].flat().join(' ')).not.toMatch(/(^|\s)(id:)?\d+(\s|$)|\bid=|jq|[|]/);
      const env = { HS_ADDRESS: '', HS_API_KEY: '', NO_COLOR: '1', ...options.env };
      const machine = { contexts, state, now, tty: { columns: 120 } };
      const done = await net.hs(line, { ...machine, ...options, env });
      expect(done.code, `${line}: ${done.err}`).toBe(0);
      return done;
    },
    nextDay: () => {
      now += DAY_MS;
    },
    get now() {
      return now;
    },
  };
}

/** The key in the line that the owner of a device was given. */
const keyIn = ({ out }: Outcome) => /--auth-key=(\S+)/.exec(out)?.[1] ?? '';
const nodes = () => net.sandbox.store.nodes.all();
const nodeNamed = (name: string) => nodes().find(({ givenName }) => givenName === name);

/** A tailnet that was there before: people, a server, and devices that nobody has seen for long. */
async function before(): Promise<void> {
  await net.user('alice', { displayName: 'Alice Example' });
  await net.user('bob');
  const { devices, store } = net.sandbox;
  for (const [name, days] of [
    ['web', 0],
    ['phone', 20],
    ['old-phone', 70],
    ['old-tablet', 200],
  ] as const) {
    const id = Number(await net.node(name === 'web' ? 'alice' : 'bob', name));
    if (days === 0) devices.online(id);
    else store.nodes.update(id, { online: false, lastSeen: fromMillis(NOW - days * DAY_MS) });
  }
}

/** A device that comes with the key it was given: there at the first look, online at the second. */
function comesWith(key: () => string, device: { hostname: string; routes?: string[] }) {
  let id: number | undefined;
  return async () => {
    const { devices } = net.sandbox;
    if (id === undefined) {
      id = devices.join(key(), device).id;
      devices.offline(id);
    } else devices.online(id);
  };
}

/** The secret of the newest key, as the device gets it: typed from the terminal. */
const newestKey = () => net.sandbox.store.preAuthKeys.all().at(-1)?.secret ?? '';

const RELEASES: readonly SandboxRelease[] = ['0.26', '0.28', '0.29', '0.30'];

test.each(RELEASES)('a week of work on %s needs no id, no jq and no shell on the server', async (release) => {
  await net.start({ release });
  await before();
  const week = useWeek();
  const { hs } = week;
  const hasOldKeys = release === '0.26';

  // Monday: in, and a look around.
  await hs(`login ${net.sandbox.address} --context work --login-server ${SERVER} --api-key-stdin`, {
    stdin: `${net.sandbox.apiKey}\n`,
    tty: false,
    env: { TERM: 'dumb' },
  });
  const monday = await hs('status');
  expect(monday.out).toMatch(/^work \(http/);
  expect(monday.out).toMatch(/^Nodes +1 of 4 online/m);

  // Tuesday: a new colleague and her laptop. She is sent a line; the admin sees the laptop come.
  week.nextDay();
  await hs(['users', 'create', '--display-name', 'Dora Smith']);
  const laptop = await hs('preauthkeys create --user dora.smith --onboard --hostname doras-laptop --wait', {
    whileWaiting: comesWith(newestKey, { hostname: 'doras-laptop' }),
  });
  expect(laptop.out).toContain(
    `macOS\n  tailscale up --login-server=${SERVER} --auth-key=${keyIn(laptop)} --hostname=doras-laptop\n`,
  );
  expect(keyIn(laptop)).toBe(newestKey());
  expect(laptop.err).toMatch(/Node doras-laptop \(id \d+, dora\.smith\) is online, 100\.64\.0\.\d+/);

  // A subnet router, whose routes are approved as it comes.
  const router = await hs(
    'preauthkeys create --user alice --for linux --hostname router --advertise-routes 10.9.0.0/24 --wait',
    {
      whileWaiting: comesWith(newestKey, { hostname: 'router', routes: ['10.9.0.0/24'] }),
      answers: [true],
    },
  );
  expect(router.out).toContain('--hostname=router --advertise-routes=10.9.0.0/24\n');
  expect(router.asked).toEqual(['Approve?']);
  expect(nodeNamed('router')?.approvedRoutes).toEqual(['10.9.0.0/24']);

  // Another came by its login page; its owner sent the URL. Its routes wait, and one is served already.
  const exits = ['0.0.0.0/0', '::/0'];
  const id = net.sandbox.devices.knock({ hostname: 'spare', routes: ['10.9.0.0/24', ...exits] });
  await hs(`nodes register ${SERVER}/register/${id} --user alice`);
  net.sandbox.devices.online(nodeNamed('spare')?.id ?? 0);
  const waiting = await hs('routes list --waiting');
  expect(waiting.out.match(/spare/g)).toHaveLength(3);
  const approved = await hs('routes approve spare 10.9.0.0/24 --exit-node');
  expect(approved.err).toMatch(/router \(id \d+, alice\) serves 10\.9\.0\.0\/24 already/);
  expect([...(nodeNamed('spare')?.approvedRoutes ?? [])].sort()).toEqual([
    '0.0.0.0/0',
    '10.9.0.0/24',
    '::/0',
  ]);
  expect((await hs('routes list --waiting')).err).toContain('No routes');

  // Wednesday: what has been offline for two months, and away with it.
  week.nextDay();
  const gone = await hs('nodes list --filter offline --filter seen>60d --sort name');
  expect(gone.out).toMatch(/old-phone[\s\S]*old-tablet/);
  expect(gone.out).not.toContain('web');
  const pruned = await hs('nodes prune --offline 60d', { answers: ['2'] });
  expect(pruned.asked).toEqual(['Type 2 to go on']);
  expect(pruned.err).toMatch(/old-phone \(id \d+, bob\), last seen 72d ago\n/);
  expect(nodes().map(({ givenName }) => givenName)).toEqual([
    'web',
    'phone',
    'doras-laptop',
    'router',
    'spare',
  ]);

  // Thursday: the policy gets an owner for a tag, and the server its tag.
  week.nextDay();
  const text = `{\n  // who may\n  "tagOwners": {"tag:web": ["alice@"]},\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}],\n}\n`;
  const files = { 'policy.hujson': text };
  await hs('policy set policy.hujson --yes', { files });
  expect((await hs('policy get')).out).toBe(text);
  const tagged = await hs('nodes tag add web tag:web', { answers: hasOldKeys ? [] : [true] });
  expect(tagged.err.includes('it cannot be given back to its user')).toBe(!hasOldKeys);

  // Friday: keys. The one in use is replaced, those of the week go.
  week.nextDay();
  await hs('apikeys rotate', { answers: ['work'] });
  const apiKeys = net.sandbox.store.apiKeys.all();
  expect(apiKeys.map(({ expiration }) => expiration.seconds * 1000 > week.now)).toEqual([false, true]);
  const keys = await hs('apikeys prune', { answers: ['1'] });
  expect(keys.asked).toEqual(['Type 1 to go on']);
  if (hasOldKeys) {
    // They cannot be deleted there; the one of the router was over within the hour.
    const over = await hs('preauthkeys expire --filter user=alice');
    expect(over).toMatchObject({ changes: [], err: expect.stringContaining('Nothing to expire') });
  } else await hs('preauthkeys prune', { answers: ['2'] });
  expect((await hs('preauthkeys list --unused')).out).not.toContain('dora');

  const friday = await hs('status');
  expect(friday.out).toMatch(/^Nodes +4 of 5 online/m);
  const history = await hs('history -o json');
  const changes = (history.json() as { change: string }[]).map(({ change }) => change).reverse();
  expect(changes.slice(0, 5)).toEqual([
    'users create',
    'preauthkeys create',
    'preauthkeys create',
    'routes approve',
    'nodes register',
  ]);
  expect(history.out).not.toContain(net.sandbox.apiKey);
});
