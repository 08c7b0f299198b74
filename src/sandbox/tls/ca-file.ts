import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate in a file of its own, for programs that take a path. */
export interface CaFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes a certificate where nobody but this user reads it. */
export async function writeCaFile(pem: string): Promise<CaFile> {
  const folder = await mkdtemp(join(tmpdir(), 'hs-sandbox-'));
  const path = join(folder, 'ca.pem');
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
