#!/usr/bin/env node
// Plain enough for the oldest Node to parse: it has to say which one is needed. The global process is the one that
// is free: imported, all of it is read, and reading `stdin` alone opens it.
const { process } = globalThis;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 22)) {
  const { start } = await import('../dist/start.js');
  await start(process);
} else {
  process.stderr.write(
    `hs needs Node 22.22 or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org.\n`,
  );
  process.exitCode = 1;
}
