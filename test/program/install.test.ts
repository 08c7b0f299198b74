import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';

const hs = useProgram();
const BIN = path.join(import.meta.dirname, '..', '..', 'bin', 'hs.js');

/** A new folder in that of the test. */
async function folder(name: string): Promise<string> {
  const made = path.join(hs.folder, name);
  await mkdir(made);
  return made;
}

test('--install puts a link there that takes the official line, and --uninstall takes it away', async () => {
  const bin = await folder('local bin');
  const file = path.join(bin, 'headscale');
  expect(await hs.run(['headscale', '--install', bin])).toMatchObject({
    code: 0,
    out: '',
    err: `Made ${file}, which leads to ${BIN}\nUndo: hs headscale --uninstall '${bin}'\n`,
  });
  expect(await readlink(file)).toBe(BIN);
  const listed = await hs.runOther(file, ['users', 'list', '-o', 'json']);
  expect(listed).toMatchObject({ code: 0, out: 'null\n', err: '' });
  expect(await hs.run(['headscale', `--install=${bin}`])).toMatchObject({
    code: 0,
    err: expect.stringContaining('is there already'),
  });
  expect(await hs.run(['headscale', '--uninstall', bin])).toMatchObject({
    code: 0,
    err: `Removed ${file}\n`,
  });
  expect(await readdir(bin)).toEqual([]);
});

test('the old script stays until somebody moves it aside', async () => {
  const bin = await folder('mash');
  await writeFile(path.join(bin, 'headscale'), '#!/bin/sh\nexec docker exec x headscale "$@"\n');
  const refused = await hs.run(['headscale', '--install', bin]);
  expect(refused).toMatchObject({ code: 5, out: '' });
  expect(refused.err).toMatch(/^Error: .* hs did not make it\nIt is left as it is\. To move it aside: mv /);
  expect(await readdir(bin)).toEqual(['headscale']);
});

describe('a line that is wrong', () => {
  test.each([
    [['--install'], '--install needs a folder'],
    [['--install='], '--install needs a folder'],
    [['--uninstall', '/tmp', '/usr'], '--uninstall takes one folder and nothing else'],
    [['--install', '/nowhere/at all'], 'There is no folder /nowhere/at all'],
  ])('%j', async (words, message) => {
    const { code, err } = await hs.run(['headscale', ...words]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`Error: ${message}\n`) });
  });
});

test('under the official name these are flags that there are not', async () => {
  const bin = await folder('own');
  await hs.run(['headscale', '--install', bin]);
  for (const words of [
    ['--install', '/tmp'],
    ['--explain', 'users', 'list'],
  ]) {
    expect(await hs.runOther(path.join(bin, 'headscale'), words)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/unknown (flag|command)/),
    });
  }
});

describe('--explain', () => {
  test('prints the line alone on stdout, and what is better on stderr', async () => {
    const { code, out, err } = await hs.run([
      'headscale',
      '--explain',
      'users',
      'create',
      'j',
      '-d',
      "O'Neil",
    ]);
    expect({ code, out }).toEqual({ code: 0, out: "hs users create j --display-name 'O'\\''Neil'\n" });
    expect(err).toContain('--if-not-exists');
    expect(hs.sandbox.calls).toEqual(hs.sandbox.calls.filter(({ rpc }) => rpc !== 'CreateUser'));
  });

  test('says where to run what is not for here', async () => {
    expect(await hs.run('headscale --explain serve')).toMatchObject({
      code: 7,
      out: '',
      err: expect.stringContaining("run the headscale program on the server's own machine"),
    });
  });
});

test('without words, hs headscale prints what there is', async () => {
  const { code, out, err } = await hs.run('headscale');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const word of ['users', 'policy', '--install DIR', '--explain COMMAND']) expect(out).toContain(word);
});
