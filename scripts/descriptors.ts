// Compiles proto/<era>/headscale.proto to proto/<era>/headscale.json, so that no .proto is parsed at run time.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import protobuf from 'protobufjs';

const protoFolder = path.join(import.meta.dirname, '..', 'proto');

for (const era of (await readdir(protoFolder)).sort()) {
  const root = new protobuf.Root();
  root.loadSync(path.join(protoFolder, era, 'headscale.proto'));
  root.resolveAll();
  const file = path.join(protoFolder, era, 'headscale.json');
  const descriptor = `${JSON.stringify(root.toJSON(), null, 1)}\n`;
  // A file that is right already is left alone: something may be reading it.
  if ((await readFile(file, 'utf8').catch(() => '')) !== descriptor) await writeFile(file, descriptor);
}
