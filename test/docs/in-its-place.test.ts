import { lstat, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { closedPort } from '../support/servers.ts';
import { codeBlocks, pageText } from './code-blocks.ts';

const test = testWith('sh', 'tail');
const hs = useProgram();
const BIN = path.join(import.meta.dirname, '..', '..', 'bin', 'hs.js');

const [script = ''] = codeBlocks(pageText('docs/guides/in-its-place.md'))
  .filter(({ info }) => info.join(' ') === 'sh script')
  .map(({ lines }) => lines.map(({ text }) => `${text}\n`).join(''));

/** A server of one test, with the playbook's script in its place. */
interface Server {
  readonly folder: string;
  readonly link: string;
  /** Runs the guide's script there, with these words. */
  swap(words?: readonly string[], env?: Record<string, string>): ReturnType<typeof hs.runOther>;
  call(...words: readonly string[]): ReturnType<typeof hs.runOther>;
}

let server: Server;
let servers = 0;

/** What stands for the playbook's script: it makes keys as the server's own program does, with a warning in front. */
const playbookScript = (key: string) =>
  `#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\necho 'WRN no config file' >&2\nprintf '%s\\n' 'An old line' '${key}'\n`;

beforeAll(() => writeFile(path.join(hs.folder, 'swap.sh'), script));
beforeEach(async () => {
  servers += 1;
  const home = path.join(hs.folder, `server ${servers}`);
  const folder = path.join(home, 'mash', 'bin');
  await mkdir(folder, { recursive: true });
  const link = path.join(folder, 'headscale');
  await writeFile(link, playbookScript(hs.sandbox.apiKey), { mode: 0o755 });
  // The one file is this program here.
  const file = path.join(home, 'hs-linux-x64');
  await writeFile(file, `#!/bin/sh\nexec '${BIN}' "$@"\n`);
  const env = {
    ...{ HOME: home, HS_ADDRESS: undefined, HS_API_KEY: undefined },
    ...{ HEADSCALE_URL: hs.sandbox.address, HEADSCALE_FOLDER: folder, HS_FILE: path.join(home, 'hs') },
  };
  server = {
    folder,
    link,
    swap: (words = [file], more = {}) =>
      hs.runOther('sh', [path.join(hs.folder, 'swap.sh'), ...words], { env: { ...env, ...more }, stdin: '' }),
    call: (...words) => hs.runOther(link, words, { env: { ...env, HEADSCALE_URL: undefined }, stdin: '' }),
  };
});

describe('the script for a MASH server', () => {
  test('moves the old script aside, logs in with a key that it makes, and leaves the path as it was', async () => {
    const { code, err } = await server.swap();
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('as context mash') });
    expect(await readlink(server.link)).toBe(BIN);
    expect(await readFile(`${server.link}.playbook`, 'utf8')).toBe(playbookScript(hs.sandbox.apiKey));
    const listed = await server.call('users', 'list', '-o', 'json');
    expect(listed).toMatchObject({ code: 0, err: '' });
    const name = `j${servers}`;
    expect(await server.call('users', 'create', name, '--display-name', 'John  Doe')).toMatchObject({
      code: 0,
    });
    expect(hs.sandbox.store.users.all().at(-1)).toMatchObject({ name, displayName: 'John  Doe' });
  });

  test('a second time, with the file and without, it changes nothing and makes no key', async () => {
    await server.swap();
    const before = await lstat(server.link);
    for (const words of [undefined, []]) expect(await server.swap(words)).toMatchObject({ code: 0 });
    expect((await lstat(server.link)).ino).toBe(before.ino);
    expect(await readFile(path.join(server.folder, 'calls'), 'utf8')).toBe(
      'apikeys create --expiration 90d\n',
    );
  });

  test('after the playbook has written its script again, once more puts hs there', async () => {
    await server.swap();
    await hs.runOther('rm', [server.link]);
    await writeFile(server.link, '#!/bin/sh\necho a newer one\n', { mode: 0o755 });
    expect(await server.swap([])).toMatchObject({ code: 0 });
    expect(await readlink(server.link)).toBe(BIN);
    expect(await readFile(`${server.link}.playbook`, 'utf8')).toContain('a newer one');
  });

  test('a key that the server does not know is replaced', async () => {
    await server.swap();
    const credentials = path.join(
      path.dirname(path.dirname(server.folder)),
      '.config',
      'hs',
      'credentials.json',
    );
    const kept = await readFile(credentials, 'utf8');
    await writeFile(
      credentials,
      kept.replaceAll(/hskey-api-[^"]*/g, `hskey-api-${'a'.repeat(12)}-${'b'.repeat(64)}`),
    );
    expect(await server.call('users', 'list')).toMatchObject({ code: 1 });
    expect(await server.swap([])).toMatchObject({ code: 0 });
    expect(await server.call('users', 'list')).toMatchObject({ code: 0 });
  });

  test('where the old script makes no key, it stays where it is', async () => {
    const broken = '#!/bin/sh\necho "no such container" >&2\nexit 1\n';
    await writeFile(server.link, broken, { mode: 0o755 });
    const { code, err } = await server.swap();
    expect(code).toBeGreaterThan(0);
    expect(err).toContain('no such container');
    expect(await readFile(server.link, 'utf8')).toBe(broken);
  });

  test('where the server is not reached, nothing is put aside', async () => {
    const env = { HEADSCALE_URL: `http://127.0.0.1:${await closedPort()}` };
    expect((await server.swap(undefined, env)).code).toBeGreaterThan(0);
    expect(await readFile(server.link, 'utf8')).toBe(playbookScript(hs.sandbox.apiKey));
  });

  test('where hs cannot be put there, the old script is back', async () => {
    const { folder, link } = server;
    const refusing = path.join(path.dirname(folder), 'refusing');
    await writeFile(refusing, `#!/bin/sh\n[ "$1" != headscale ] || exit 1\nexec '${BIN}' "$@"\n`);
    expect(await server.swap([refusing])).toMatchObject({ code: 1 });
    expect(await readFile(link, 'utf8')).toBe(playbookScript(hs.sandbox.apiKey));
  });
});
