import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { install, type ThisProgram, uninstall } from '../../../src/dropin/own/install.ts';

let folder: string;
let program: ThisProgram;
const here = () => path.join(folder, 'bin');
const link = () => path.join(here(), 'headscale');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hs-install-'));
  await mkdir(here());
  program = { platform: 'linux', pid: 7, command: ['/usr/bin/node', path.join(folder, 'hs.js')] };
  await writeFile(path.join(folder, 'hs.js'), '');
});
afterEach(() => rm(folder, { recursive: true }));

test('a link is made, and said with how it is undone', async () => {
  expect(await install(here(), program)).toEqual([
    `Made ${link()}, which leads to ${path.join(folder, 'hs.js')}`,
    `Undo: hs headscale --uninstall ${here()}`,
  ]);
  expect(await readlink(link())).toBe(path.join(folder, 'hs.js'));
});

test('the second time nothing is done', async () => {
  await install(here(), program);
  const before = await lstat(link());
  expect(await install(here(), program)).toEqual([
    `${link()} is there already, and leads to this hs`,
    expect.stringMatching(/^Undo: /),
  ]);
  expect((await lstat(link())).ino).toBe(before.ino);
});

test.each(['/opt/hs-0.0.9/hs-linux-x64', '/gone/bin/hs.js', 'hs'])(
  'a link to another hs is made new: %s',
  async (old) => {
    await symlink(old, link());
    expect((await install(here(), program))[0]).toMatch(/^Renewed /);
    expect(await readlink(link())).toBe(path.join(folder, 'hs.js'));
    expect(await readdir(here())).toEqual(['headscale']);
  },
);

test('so is one that leads to this hs by a way round', async () => {
  await symlink('hs.js', path.join(folder, 'something'));
  await symlink('../something', link());
  expect((await install(here(), program))[0]).toMatch(/^Renewed /);
});

describe('what hs did not make', () => {
  const foreign: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a script', () => writeFile(link(), '#!/bin/sh\n')],
    ['a link to the official program', () => symlink('/usr/local/bin/headscale-0.29.2', link())],
    ['a link that leads nowhere', () => symlink('/gone/headscale', link())],
    ['a folder', () => mkdir(link())],
  ];

  test.each(foreign)('%s stays, and how to move it aside is said', async (_, make) => {
    await make();
    const before = await lstat(link());
    for (const act of [install, uninstall]) {
      await expect(act(here(), program)).rejects.toMatchObject({
        code: 'conflict',
        message: `${link()} is there already, and hs did not make it`,
        hint: `It is left as it is. To move it aside: mv ${link()} ${link()}.old`,
      });
    }
    expect((await lstat(link())).ino).toBe(before.ino);
    expect(await readdir(here())).toEqual(['headscale']);
  });
});

test('it is taken away again, and then there is nothing to take away', async () => {
  await install(here(), program);
  expect(await uninstall(here(), program)).toEqual([`Removed ${link()}`]);
  expect(await readdir(here())).toEqual([]);
  expect(await uninstall(here(), program)).toEqual([`There is no ${link()}, so nothing was removed`]);
});

test.each([
  ['there is not', 'nowhere', /^There is no folder /],
  ['is none', 'hs.js', /is no folder$/],
  ['stands below a file', 'hs.js/bin', /a part of its path is no folder$/],
])('a folder that %s is refused', async (_, name, message) => {
  await expect(install(path.join(folder, name), program)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(message),
  });
});

test.runIf(process.platform === 'linux')('a folder that takes no files is told', async () => {
  await expect(install('/sys', program)).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringMatching(
      /^\/sys\/headscale cannot be made: (the permissions do not let you|the disk can only be read)$/,
    ),
  });
});

describe('on Windows', () => {
  const windows = (command: readonly string[]): ThisProgram => ({ platform: 'win32', pid: 7, command });
  const file = () => path.join(here(), 'headscale.cmd');

  test('it is a file that starts hs with all words', async () => {
    await install(here(), windows(['C:\\Program Files\\nodejs\\node.exe', 'C:\\100%\\hs.js']));
    expect(await readFile(file(), 'utf8')).toBe(
      '@rem Made by hs headscale --install\r\n' +
        '@"C:\\Program Files\\nodejs\\node.exe" "C:\\100%%\\hs.js" headscale %*\r\n',
    );
  });

  test('it is made new for another hs, and taken away', async () => {
    await install(here(), windows(['C:\\hs.exe']));
    expect((await install(here(), windows(['C:\\hs.exe'])))[0]).toMatch(/is there already/);
    expect((await install(here(), windows(['D:\\hs.exe'])))[0]).toMatch(/^Renewed /);
    expect(await readFile(file(), 'utf8')).toContain('@"D:\\hs.exe" headscale %*');
    expect(await readdir(here())).toEqual(['headscale.cmd']);
    await uninstall(here(), windows(['C:\\hs.exe']));
    expect(await readdir(here())).toEqual([]);
  });

  test('a file of somebody else stays', async () => {
    await writeFile(file(), '@echo off\r\n');
    await expect(install(here(), windows(['C:\\hs.exe']))).rejects.toMatchObject({
      hint: expect.stringContaining(`move ${file()} ${file()}.old`),
    });
  });
});
