import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const bin = path.join(import.meta.dirname, '..', '..', 'bin', 'hs.js');

/** Runs bin/hs.js under a Node of the tests that takes itself for another release. */
function runAs(version: string) {
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(versions)}`;
  // A folder that is not absolute is no cache folder: nothing is left behind.
  const env = { ...process.env, XDG_CACHE_HOME: 'none' };
  return spawnSync(process.execPath, ['--import', preload, bin, '--version'], { encoding: 'utf8', env });
}

/** The Node of this machine, past the one that npm puts first on the path; undefined where it is new enough for hs. */
function oldNode(): { node: string; version: string } | undefined {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((one) => !one.includes('node_modules'));
  for (const folder of folders) {
    const node = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
      const [major = 0, minor = 0] = version.split('.').map(Number);
      return major < 22 || (major === 22 && minor < 22) ? { node, version } : undefined;
    } catch {
      // No Node in this folder.
    }
  }
  return undefined;
}

function refusalOf(version: string): string {
  return `hs needs Node 22.22 or newer, and this is ${version}: install a newer one from https://nodejs.org.\n`;
}

describe('a Node that is too old is told in one sentence', () => {
  test.each(['14.21.3', '20.20.2', '21.9.0', '22.21.1'])('%s', (version) => {
    expect(runAs(version)).toMatchObject({ status: 1, stdout: '', stderr: refusalOf(version) });
  });

  test.each(['22.22.0', '23.0.0', '24.21.0', '26.1.0'])('%s is let in', (version) => {
    expect(runAs(version)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^hs \d/), stderr: '' });
  });

  const old = oldNode();
  test.skipIf(old === undefined)('really, with an old Node on the path', () => {
    const { node, version } = old ?? { node: '', version: '' };
    const ended = spawnSync(node, [bin, '--version'], { encoding: 'utf8' });
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: refusalOf(version) });
  });
});
