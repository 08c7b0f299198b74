import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { useProgram } from '../support/program.ts';
import { closedPort } from '../support/servers.ts';

const hs = useProgram();
let link: string;

beforeAll(async () => {
  link = path.join(hs.folder, 'headscale');
  await symlink(path.join(import.meta.dirname, '..', '..', 'bin', 'hs.js'), link);
});

const headscale = (words: readonly string[], options = {}) =>
  hs.runOther(link, words, { stdin: '', ...options });

describe('called through a link of that name', () => {
  test('words come through as they are, data is on stdout and nothing on stderr', async () => {
    const name = `J "the $(x)" D'oe\n--force`;
    const made = await headscale(['users', 'create', 'jdoe', '--display-name', name, '-o', 'json']);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(made.out)).toMatchObject({ name: 'jdoe', display_name: name });
  });

  test('standard input reaches the command, and the answer to a question', async () => {
    const policy = '{"acls":[]}';
    expect(await headscale(['policy', 'set', '-f', '-'], { stdin: policy })).toMatchObject({
      code: 0,
      out: 'Policy updated.\n',
    });
    expect(await headscale(['policy', 'set', '-f', '/dev/stdin'], { stdin: policy })).toMatchObject({
      code: 0,
    });
    expect((await headscale(['policy', 'get'])).out).toBe(`${policy}\n`);
    await headscale(['users', 'create', 'away']);
    expect(await headscale(['users', 'destroy', '-n', 'away'], { stdin: 'y\n' })).toMatchObject({
      code: 0,
      out: 'User destroyed\n',
    });
    expect(await headscale(['users', 'destroy', '-i', '1'])).toMatchObject({ code: 1, out: '' });
  });

  test('a file of this machine is an argument', async () => {
    const file = path.join(hs.folder, 'a policy.hujson');
    await writeFile(file, '{ // mine\n"acls":[]}\n');
    expect(await headscale(['policy', 'check', '-f', file])).toMatchObject({
      code: 0,
      out: 'Policy is valid\n',
    });
  });

  test('it ends with 0 or 1 alone', async () => {
    const dead = { env: { HS_ADDRESS: `http://127.0.0.1:${await closedPort()}` } };
    expect((await headscale([])).code).toBe(0);
    expect((await headscale(['users', 'bogus'])).code).toBe(0);
    expect((await headscale(['bogus'])).code).toBe(1);
    expect((await headscale(['serve'])).code).toBe(1);
    expect((await headscale(['users', 'list', '--bogus'])).code).toBe(1);
    expect(await headscale(['users', 'list', '-o', 'json'], dead)).toMatchObject({ code: 1, out: '' });
  });

  test('a server whose authority is named as Go programs read it is trusted', async () => {
    const overTls = await startSandbox({ release: '0.29', tls: true });
    const ca = path.join(hs.folder, 'ca.pem');
    await writeFile(ca, overTls.caPem ?? '');
    const env = {
      HS_ADDRESS: undefined,
      HS_API_KEY: undefined,
      HEADSCALE_CLI_ADDRESS: `127.0.0.1:${overTls.grpcPort}`,
      HEADSCALE_CLI_API_KEY: overTls.apiKey,
    };
    const list = ['users', 'list', '-o', 'json'];
    expect(await headscale(list, { env: { ...env, SSL_CERT_FILE: ca } })).toMatchObject({
      code: 0,
      out: 'null\n',
    });
    expect(await headscale(list, { env })).toMatchObject({ code: 1, out: '' });
    await overTls.stop();
  });
});

test('hs headscale is the same', async () => {
  const ended = await hs.run(['headscale', 'users', 'list', '-n', 'jdoe', '-ojson-line']);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ended.out)).toMatchObject([{ id: 1, name: 'jdoe' }]);
});
