import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { systemClipboard } from '../../src/terminal/clipboard.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hs-clipboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** A program that keeps its arguments and what it reads. */
function program(name: string, ending = ''): void {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    `#!/bin/sh\necho "${name} $*" > "${folder}/called"\n/bin/cat > "${folder}/text"\n${ending}\n`,
  );
  chmodSync(file, 0o755);
}

const kept = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const clipboard = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
  systemClipboard({ platform, env: { PATH: folder, ...env } });

test.each([
  ['darwin', {}, 'pbcopy', 'pbcopy \n'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'wl-copy', 'wl-copy \n'],
  ['linux', { DISPLAY: ':0' }, 'xclip', 'xclip -selection clipboard\n'],
  ['linux', { DISPLAY: ':0' }, 'xsel', 'xsel --clipboard --input\n'],
  ['linux', { WSL_DISTRO_NAME: 'Debian' }, 'clip.exe', 'clip.exe \n'],
] as const)(
  'on %s with %o the text goes to %s, and not into its arguments',
  async (platform, env, name, called) => {
    program(name);
    await clipboard(platform, env).copy('hskey-auth-secret\n"$x"');
    expect(kept('called')).toBe(called);
    expect(kept('text')).toBe('hskey-auth-secret\n"$x"');
  },
);

test('without a display there is none, and that is known before anything is copied', async () => {
  program('xclip');
  await expect(clipboard('linux').require()).rejects.toMatchObject({
    code: 'usage',
    message: 'There is no clipboard here',
  });
});

test('a program that fails is an error that does not repeat the text', async () => {
  program('pbcopy', 'exit 3');
  await expect(clipboard('darwin').copy('secret')).rejects.toMatchObject({
    code: 'failed',
    message: 'The clipboard did not take it: pbcopy ended with 3',
  });
});

test('a program that cannot be run is no clipboard', async () => {
  writeFileSync(path.join(folder, 'pbcopy'), 'no program', { mode: 0o644 });
  await expect(clipboard('darwin').require()).rejects.toMatchObject({ code: 'usage' });
});
