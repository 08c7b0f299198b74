import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** A package whose code is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package declares it. */
  readonly licence: string;
  /** Its licence and notice files, each whole. */
  readonly texts: readonly string[];
}

/** Files that a licence wants to travel along, whatever their ending and spelling. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.]|$)/i;

/**
 * The packages that the bundle holds code of, by name and version. Throws where one of them does not say its licence or
 * brings no text: such a package must not be bundled.
 */
export async function bundledPackages(metafile: Metafile, root: string): Promise<BundledPackage[]> {
  const folders = new Set<string>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = packageFolder(input);
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const packages = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const found = await readPackage(path.join(root, folder));
    packages.set(`${found.name} ${found.version}`, found);
  }
  const key = ({ name, version }: BundledPackage) => `${name} ${version}`;
  return [...packages.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` → `node_modules/a/node_modules/@b/c`; undefined for our own files. */
function packageFolder(input: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as Record<string, unknown>;
  if (typeof name !== 'string' || typeof version !== 'string')
    throw new Error(`${folder} has no name or version`);
  if (typeof license !== 'string') throw new Error(`${name} ${version} does not say its licence`);
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} ${version} brings no licence text`);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return {
    name,
    version,
    licence: license,
    texts: texts.map((text) => text.replaceAll('\r\n', '\n').trim()),
  };
}
