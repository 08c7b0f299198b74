import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { configFile } from '../../src/config/config-file.ts';
import { newContext } from '../../src/config/context.ts';
import type { KeptFolder } from '../../src/files/change-file.ts';
import type { FileFacts } from '../../src/files/file-system.ts';
import { FACTS, modeOf, refusalBy, tempFolder } from './support.ts';

const PROGRAM = fileURLToPath(new URL('add-context.ts', import.meta.url));
const HOME = newContext('home', 'hs.example.org');

function fileIn(folder: string, own: KeptFolder['own'] = false, facts: Partial<FileFacts> = {}) {
  return configFile({ path: folder, own }, { ...FACTS, ...facts }, { patienceMs: 50 });
}

const add = (folder: string, facts?: Partial<FileFacts>) =>
  fileIn(folder, false, facts).change((draft) => draft.put(HOME));

describe('reading', () => {
  test('without a folder or a file there is nothing, and nothing is made', async () => {
    const folder = path.join(tempFolder(), 'none');
    for (const file of [configFile(undefined, FACTS), fileIn(folder)]) {
      const { config, notices } = await file.read();
      expect(config.contexts.size).toBe(0);
      expect(notices).toEqual([]);
    }
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    ['a folder', (file: string) => mkdirSync(file), 'it is a folder'],
    [
      'no text',
      (file: string) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0x61, 0])),
      'it is not UTF-8 text',
    ],
    ['zero bytes', (file: string) => writeFileSync(file, 'version: 1\0\0'), 'it is not UTF-8 text'],
    ['a link to itself', (file: string) => symlinkSync('config.yaml', file), 'its links lead in a circle'],
  ])('%s is refused', async (_, make, why) => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    make(file);
    expect((await refusalBy(fileIn(folder).read())).message).toBe(`${file} cannot be read: ${why}`);
    expect((await refusalBy(add(folder))).message).toContain(`${file} cannot be `);
  });

  test('a named pipe is refused instead of waited for', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    await promisify(execFile)('mkfifo', [file]);
    expect((await refusalBy(fileIn(folder).read())).message).toContain('it is no ordinary file');
  });

  test('a byte order mark and line ends of Windows are no hindrance', async () => {
    const folder = tempFolder();
    writeFileSync(
      path.join(folder, 'config.yaml'),
      '\ufeffversion: 1\r\ncontexts:\r\n  home:\r\n    address: a\r\n',
    );
    expect((await fileIn(folder).read()).config.contexts.get('home')?.address).toBe('a');
  });

  test('others who could change it are a reason to warn', async () => {
    const folder = tempFolder();
    await add(folder);
    const file = path.join(folder, 'config.yaml');
    chmodSync(file, 0o664);
    expect((await fileIn(folder).read()).notices).toEqual([`Others can change ${file}: chmod 600 ${file}`]);
    chmodSync(file, 0o644);
    expect((await fileIn(folder).read()).notices).toEqual([]);
  });

  test('on Windows permission bits say nothing', async () => {
    const folder = tempFolder();
    await add(folder);
    chmodSync(path.join(folder, 'config.yaml'), 0o666);
    expect((await fileIn(folder, false, { platform: 'win32' }).read()).notices).toEqual([]);
  });
});

describe('changing', () => {
  test('makes folder and file for their owner alone, and leaves nothing else behind', async () => {
    const folder = path.join(tempFolder(), 'a', 'b');
    const { config, notices } = await add(folder);
    expect(config.contexts.get('home')).toEqual(HOME);
    expect(notices).toEqual([]);
    expect([modeOf(folder), modeOf(path.join(folder, 'config.yaml'))]).toEqual(['700', '600']);
    expect(readdirSync(folder)).toEqual(['config.yaml']);
    expect((await fileIn(folder).read()).config).toEqual(config);
  });

  test('a folder of its own is closed; of another it is said', async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o755);
    expect((await add(folder)).notices).toEqual([
      `Others can get into ${folder}, where hs keeps its files: chmod 700 ${folder}`,
    ]);
    expect(modeOf(folder)).toBe('755');
    expect((await fileIn(folder, true).change((draft) => draft.use('home'))).notices).toEqual([]);
    expect(modeOf(folder)).toBe('700');
  });

  test('a file that was open to others is closed', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    writeFileSync(file, '# mine\n', { mode: 0o644 });
    await add(folder);
    expect(modeOf(file)).toBe('600');
    expect(readFileSync(file, 'utf8')).toContain('# mine');
  });

  test('a link stays a link and what it leads to is written', async () => {
    const folder = tempFolder();
    const elsewhere = tempFolder();
    writeFileSync(path.join(elsewhere, 'real.yaml'), '# in my dotfiles\n');
    symlinkSync(path.join(elsewhere, 'real.yaml'), path.join(elsewhere, 'step'));
    symlinkSync(path.join(path.relative(folder, elsewhere), 'step'), path.join(folder, 'config.yaml'));
    await add(folder);
    expect(lstatSync(path.join(folder, 'config.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(elsewhere, 'real.yaml'), 'utf8')).toContain('address: hs.example.org');
    expect(readdirSync(elsewhere).sort()).toEqual(['real.yaml', 'step']);
  });

  test('a link to nothing yet makes that file', async () => {
    const folder = tempFolder();
    symlinkSync('real.yaml', path.join(folder, 'config.yaml'));
    await add(folder);
    expect(readdirSync(folder).sort()).toEqual(['config.yaml', 'real.yaml']);
  });

  test('what changes nothing writes nothing', async () => {
    const folder = tempFolder();
    await add(folder);
    const file = path.join(folder, 'config.yaml');
    const { ino } = lstatSync(file);
    expect((await add(folder)).config.contexts.get('home')).toEqual(HOME);
    expect(lstatSync(file).ino).toBe(ino);
  });

  test('what fails leaves the file as it was and no lock', async () => {
    const folder = tempFolder();
    await add(folder);
    const before = readFileSync(path.join(folder, 'config.yaml'), 'utf8');
    const refusal = await refusalBy(
      fileIn(folder).change((draft) => {
        draft.remove('home');
        draft.use('gone');
      }),
    );
    expect(refusal.code).toBe('not_found');
    expect(readFileSync(path.join(folder, 'config.yaml'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['config.yaml']);
  });

  test('a newer config is not overwritten', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    writeFileSync(file, 'version: 2\n');
    expect((await refusalBy(add(folder))).message).toBe(
      `${file} was written by a newer hs: it is of version 2`,
    );
    expect(readFileSync(file, 'utf8')).toBe('version: 2\n');
  });

  test('without any folder it is refused in words', async () => {
    const refusal = await refusalBy(configFile(undefined, FACTS).change(() => {}));
    expect(refusal.hint).toContain('HS_CONFIG_DIR');
  });

  test('a folder that cannot be made is said', async () => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const below = path.join(folder, 'file', 'hs');
    expect((await refusalBy(add(below))).message).toBe(
      `${below} cannot be made: a part of its path is no folder`,
    );
  });

  test('what a killed process left is taken away, a file of somebody else is not', async () => {
    const folder = tempFolder();
    for (const name of ['config.yaml.4711.tmp', 'config.yaml.old.tmp', 'other.4711.tmp']) {
      writeFileSync(path.join(folder, name), '');
    }
    await add(folder);
    expect(readdirSync(folder).sort()).toEqual(['config.yaml', 'config.yaml.old.tmp', 'other.4711.tmp']);
  });
});

describe('several at once', () => {
  test('nothing that any of them writes is lost', async () => {
    const folder = tempFolder();
    const writers = ['a', 'b', 'c', 'd'].map((letter) =>
      [1, 2, 3, 4, 5].map((number) => `${letter}${number}`),
    );
    await Promise.all(
      writers.map((names) => promisify(execFile)(process.execPath, [PROGRAM, folder, ...names])),
    );
    const { config } = await fileIn(folder).read();
    expect([...config.contexts.keys()].sort()).toEqual(writers.flat().sort());
    expect(readdirSync(folder)).toEqual(['config.yaml']);
  });

  test('a lock that is held and stays held is waited for, then said', async () => {
    const folder = tempFolder();
    await add(folder);
    const lock = path.join(folder, 'config.yaml.lock');
    writeFileSync(lock, '1 another-machine x\n');
    const refusal = await refusalBy(fileIn(folder).change((draft) => draft.remove('home')));
    expect(refusal.message).toContain('Another hs is changing');
    expect(refusal.hint).toContain(`delete ${lock}`);
    expect((await fileIn(folder).read()).config.contexts.size).toBe(1);
    expect(existsSync(lock)).toBe(true);
  });

  test('a lock whose process is gone is taken away', async () => {
    const folder = tempFolder();
    const { hostname } = await import('node:os');
    writeFileSync(path.join(folder, 'config.yaml.lock'), `4711 ${hostname()} x\n`);
    const asked: number[] = [];
    await add(folder, { isAlive: (pid) => asked.push(pid) === 0 });
    expect(asked).toEqual([4711]);
    expect(readdirSync(folder)).toEqual(['config.yaml']);
  });

  test.each(['', '4711 another-machine x\n', 'nonsense'])(
    'an old lock is taken away, whoever made it: %j',
    async (text) => {
      const folder = tempFolder();
      const lock = path.join(folder, 'config.yaml.lock');
      writeFileSync(lock, text);
      utimesSync(lock, 1000, 1000);
      await add(folder);
      expect(readdirSync(folder)).toEqual(['config.yaml']);
    },
  );

  test('who loses the lock meanwhile writes nothing', async () => {
    const folder = tempFolder();
    await add(folder);
    const file = path.join(folder, 'config.yaml');
    const before = readFileSync(file, 'utf8');
    const refusal = await refusalBy(
      fileIn(folder).change((draft) => {
        draft.remove('home');
        writeFileSync(`${file}.lock`, 'somebody else\n');
      }),
    );
    expect(refusal.message).toContain('another hs took over meanwhile');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('somebody else\n');
  });
});

describe('a disk that takes no more', () => {
  test('leaves the old file whole', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'config.yaml');
    const before = `version: 1\n# ${'x'.repeat(4000)}\n`;
    writeFileSync(file, before);
    // No file may grow beyond 1 or 2 KiB: what fails then is the same write that fails on a full disk.
    const limited = promisify(execFile)('sh', [
      '-c',
      'ulimit -f 2; exec "$0" "$@"',
      process.execPath,
      PROGRAM,
      folder,
      'home',
    ]);
    await expect(limited).rejects.toThrow(
      'config.yaml cannot be written: the system allows no file of that size',
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['config.yaml']);
  });
});
