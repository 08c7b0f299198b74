import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shellLine, shellWord } from '../../src/dropin/own/shell-word.ts';
import { HOSTILE_WORDS } from '../support/hostile-words.ts';
import { testWith } from '../support/needs.ts';
import { type Ended, useProgram } from '../support/program.ts';
import { startSshServer } from '../support/ssh-server.ts';

const hs = useProgram();
let bin: string;
let link: string;

beforeAll(async () => {
  bin = path.join(hs.folder, 'in its place');
  await mkdir(bin);
  await hs.run(['headscale', '--install', bin]);
  link = path.join(bin, 'headscale');
});

let users = 0;

/** Makes users with two hostile words each in a way of calling `headscale`; fails unless the server holds exactly those. */
async function sendsAll(call: (words: readonly string[]) => Promise<Ended>): Promise<void> {
  const words = Object.values(HOSTILE_WORDS);
  for (let at = 0; at < words.length; at += 2) {
    const [displayName = '', email = ''] = words.slice(at);
    users += 1;
    const name = `user-${users}`;
    const { code, err } = await call(['users', 'create', '--display-name', displayName, '-e', email, name]);
    const row = hs.sandbox.store.users.all().find((one) => one.name === name);
    expect({ code, err, displayName: row?.displayName, email: row?.email }).toEqual({
      ...{ code: 0, err: '', displayName, email },
    });
  }
  expect(existsSync(path.join(hs.folder, 'pwned'))).toBe(false);
}

describe('every word reaches the server as it was', () => {
  test('from a program, with no shell and next to nothing in the environment (docker exec, cron)', async () => {
    await sendsAll((words) => hs.runOther(link, words));
  });

  test('through sh -c', async () => {
    await sendsAll((words) => hs.runOther('/bin/sh', ['-c', shellLine([link, ...words])]));
  });

  test('through a script that hands on what it was given', async () => {
    await sendsAll((words) => hs.runOther('/bin/sh', ['-c', `exec ${shellWord(link)} "$@"`, 'sh', ...words]));
  });

  testWith(
    'sshd',
    'ssh',
    'ssh-keygen',
  )('through ssh, quoted for the shell there', async () => {
    const folder = path.join(hs.folder, 'sshd');
    await mkdir(folder);
    const server = await startSshServer(folder, hs.env());
    try {
      await sendsAll((words) =>
        hs.runOther(
          'ssh',
          [...server.arguments, `cd ${shellWord(hs.folder)} && ${shellLine([link, ...words])}`],
          {
            stdin: '',
          },
        ),
      );
    } finally {
      await server.end();
    }
  });
});

describe('over ssh', () => {
  testWith(
    'sshd',
    'ssh',
    'ssh-keygen',
  )('stdin, stdout, stderr and the exit code come through', async () => {
    const folder = path.join(hs.folder, 'sshd-2');
    await mkdir(folder);
    const server = await startSshServer(folder, hs.env());
    const over = (words: readonly string[], stdin: string) =>
      hs.runOther('ssh', [...server.arguments, shellLine([link, ...words])], { stdin });
    try {
      const policy = '{"acls":[]} // sent\n';
      expect(await over(['policy', 'set', '-f', '-'], policy)).toMatchObject({
        ...{ code: 0, out: 'Policy updated.\n', err: '' },
      });
      expect((await over(['policy', 'get'], '')).out).toBe(`${policy}\n`);
      const refused = await over(['users', 'destroy', '-n', 'nobody', '--force', '-o', 'json'], '');
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(JSON.parse(refused.err)).toEqual({ error: expect.stringContaining('nobody') });
    } finally {
      await server.end();
    }
  });
});
