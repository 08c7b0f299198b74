// Compiles proto/<era>/headscale.proto to proto/<era>/headscale.json, so that no .proto is parsed at run time.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import protobuf from 'protobufjs';

const protoFolder = path.join(import.meta.dirname, '..', 'proto');

for (const era of (await readdir(protoFolder)).sort()) {
  const root = new protobuf.Root();
  root.loadSync(path.join(protoFolder, era, 'headscale.proto'));
  root.resolveAll();
  await writeFile(
    path.join(protoFolder, era, 'headscale.json'),
    `${JSON.stringify(root.toJSON(), null, 1)}\n`,
  );
}
