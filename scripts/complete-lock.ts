// Fills package-lock.json up with the packages of other platforms. npm leaves an optional package out of the lock
// when the registry it asked does not hold it (a mirror may not), and `npm ci` then refuses the lock everywhere.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Lock, missingFromLock } from './lock.ts';

const file = path.join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8')) as Lock;

const packages = new Map(Object.entries(lock.packages));
for (const { name, version, parent } of missingFromLock(lock)) {
  packages.set(`node_modules/${name}`, entry(name, version, parent));
}
const sorted = [...packages].sort(([a], [b]) => a.localeCompare(b, 'en'));
await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

/** Packages made for one platform end in its name, `binding-linux-x64-musl`. */
function entry(name: string, version: string, parent: Lock['packages'][string]): Lock['packages'][string] {
  const [, os, cpu, abi] =
    /(aix|android|darwin|freebsd|linux|openharmony|sunos|win32)-(\w+)(?:-(\w+))?$/.exec(name) ?? [];
  if (!os || !cpu) throw new Error(`${name} does not say its platform: lock it by hand`);
  const libc = { gnu: 'glibc', musl: 'musl' }[abi ?? ''];
  return {
    version,
    cpu: [cpu],
    dev: true,
    ...(libc ? { libc: [libc] } : {}),
    ...(parent?.license ? { license: parent.license } : {}),
    optional: true,
    os: [os],
    ...(parent?.engines ? { engines: parent.engines } : {}),
  };
}
