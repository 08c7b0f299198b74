import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { NODE_VERSION, type Platform } from './platforms.ts';

/**
 * The folder of npm's package with the Node of a platform, fetched unless `cache` has it already. Throws where it is
 * not the package that it should be.
 */
export async function nodePackage(platform: Platform, cache: string): Promise<string> {
  const folder = path.join(cache, `${platform.name}-${NODE_VERSION}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'fetch-'));
  try {
    const spec = `node-${platform.name}@${NODE_VERSION}`;
    execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', work], { stdio: 'pipe' });
    const tarball = path.join(work, `node-${platform.name}-${NODE_VERSION}.tgz`);
    const seen = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`;
    if (seen !== platform.integrity) throw new Error(`${spec} is not what it should be: ${seen}`);
    execFileSync('tar', ['-xzf', tarball, '-C', work]);
    await rename(path.join(work, 'package'), folder);
  } finally {
    await rm(work, { recursive: true });
  }
  return folder;
}
