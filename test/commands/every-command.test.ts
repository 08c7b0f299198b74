import { beforeAll, describe, expect, test } from 'vitest';
import type { CommandDescription } from '../../src/cli/describe.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { runHs } from '../support/harness.ts';
import { closedPort } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

/** A good command line of every command that talks to a server, on the demo tailnet of 0.29. */
const LINES: Readonly<Record<string, string>> = {
  'users list': '',
  'users show': 'alice',
  'users create': 'john',
  'users rename': 'alice alice.example',
  'users delete': 'john',
  'nodes list': '',
  'nodes show': 'laptop',
  'nodes register': 'hskey-authreq-xxxxxxxxxxxxxxxxxxxxxxxx --user alice',
  'nodes rename': 'laptop workstation',
  'nodes expire': 'laptop',
  'nodes delete': 'laptop',
  'nodes tag set': 'web-1 tag:ci',
  'nodes tag add': 'web-1 tag:ci',
  'nodes tag remove': 'web-1 tag:ci',
  'nodes move': 'laptop --user bob',
  'nodes backfill-ips': '',
  'nodes prune': '--offline 30d',
  'routes list': '',
  'routes approve': 'nas 192.168.1.0/24',
  'routes revoke': 'router-berlin 10.1.0.0/24',
  'preauthkeys list': '',
  'preauthkeys show': '1',
  'preauthkeys create': '--user alice',
  'preauthkeys expire': '1',
  'preauthkeys delete': '1',
  'preauthkeys prune': '',
  'auth register': 'hskey-authreq-xxxxxxxxxxxxxxxxxxxxxxxx --user alice',
  'auth approve': 'hskey-authreq-xxxxxxxxxxxxxxxxxxxxxxxx',
  'auth reject': 'hskey-authreq-xxxxxxxxxxxxxxxxxxxxxxxx',
  'apikeys list': '',
  'apikeys show': '2',
  'apikeys create': '',
  'apikeys expire': '2',
  'apikeys delete': '2',
  'apikeys prune': '',
  'apikeys rotate': '--print',
  'policy get': '',
  'policy set': 'p.hujson',
  'policy check': 'p.hujson',
  'policy diff': 'p.hujson',
  'policy rollback': '',
  api: 'ListUsers',
  health: '',
  status: '',
  whoami: '',
};

/** Commands for which a server that cannot be asked is an answer. */
const NEVER_FAILS = ['doctor', 'version'];

/** Commands that take no key from what is set: what they say of servers is tried in tests of their own. */
const OF_CONTEXTS = ['login', 'contexts show'];

/** A command that asks no server, and one that asks nobody before it is sure of a terminal. */
const APART = ['policy history', 'policy edit'];

const files = { 'p.hujson': '{"acls": []}' };
const words = (id: string) => `${id} ${LINES[id]}`.trim().split(' ');
const net = useTailnet({ seed: 'demo' });
let described: readonly CommandDescription[] = [];

beforeAll(async () => {
  described = await describeAll(COMMANDS);
});

const has = (id: string, flag: string) =>
  described.find((command) => command.id === id)?.flags.some(({ name }) => name === flag) === true;

test('every command that talks to a server is here', () => {
  const talking = described.filter(({ id }) => has(id, 'api-key-file')).map(({ id }) => id);
  expect([...Object.keys(LINES), ...NEVER_FAILS, ...OF_CONTEXTS, ...APART].sort()).toEqual(talking.sort());
});

describe.each(Object.keys(LINES))('hs %s', (id) => {
  const yes = () => (has(id, 'yes') ? ['--yes'] : []);

  test('says that no server is named', async () => {
    const refused = await runHs([...words(id), ...yes()], { files });
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('No server is named');
  });

  test('ends with 4 where the key is wrong, and does not repeat it', async () => {
    const HS_API_KEY = `hskey-api-${'w'.repeat(12)}-${'r'.repeat(64)}`;
    const refused = await net.hs([...words(id), ...yes()], { files, env: { HS_API_KEY } });
    if (id === 'nodes move') expect(refused.code).toBe(7);
    else expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).not.toContain('rrrr');
  });

  test('ends with 6 where nobody answers, naming the address', async () => {
    const port = await closedPort();
    const env = { HS_ADDRESS: `http://127.0.0.1:${port}`, HS_API_KEY: 'k' };
    const refused = await runHs([...words(id), ...yes()], { files, env });
    expect(refused).toMatchObject({ code: 6, out: '' });
    expect(refused.err).toContain(`127.0.0.1:${port}`);
    expect(refused.err.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });

  test('refuses a flag there is not before anything is sent', async () => {
    const refused = await net.hs([...words(id), '--bogus'], { files });
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain('There is no flag --bogus here');
  });

  test('changes nothing in a dry run, and asks nothing', async () => {
    if (!has(id, 'dry-run')) return expect(has(id, 'yes')).toBe(false);
    const tried = await net.hs([...words(id), '--dry-run'], { files, tty: true });
    expect(tried).toMatchObject({ changes: [], asked: [] });
    return undefined;
  });
});

test.each(['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28', '0.29'] as const)(
  'no command stumbles over what %s answers',
  async (release) => {
    await net.start({ release });
    for (const id of Object.keys(LINES)) {
      const tried = await net.hs([...words(id), ...(has(id, 'dry-run') ? ['--dry-run'] : [])], { files });
      // Done, nothing of that name in this demo, an id of another era, or this release cannot.
      expect([0, 2, 3, 7], `hs ${id}: ${tried.err}`).toContain(tried.code);
      expect(tried.changes).toEqual([]);
    }
  },
);
