// Runs the same lines with the official client and with hs in its place, each on a real server of its own, and prints
// what a script would see differently: `npm run side-by-side`, with HEADSCALE_BIN set to a program or a folder of them.
// Ends with 1 where a difference is none of those that the documentation names.
import process from 'node:process';
import { comparable, sideBySide } from '../test/dropin/side-by-side/run.ts';
import { differencesTable } from '../test/dropin/side-by-side/table.ts';
import { NEEDS_HEADSCALE, realBinaries } from '../test/support/real-headscale.ts';

const binaries = comparable(realBinaries());
if (binaries.length === 0) {
  process.stderr.write(`This ${NEEDS_HEADSCALE}, of 0.28 or 0.29.\n`);
  process.exitCode = 2;
}
for (const binary of binaries) {
  const all = await sideBySide(binary);
  const differing = all.filter(({ parts }) => parts.length > 0);
  const unnamed = differing.filter(({ because }) => because.length === 0);
  process.stdout.write(`## headscale ${binary.version}\n\n${differencesTable(all)}\n`);
  process.stdout.write(
    `${all.length} lines, ${differing.length} differ, ${unnamed.length} of them in a way that nothing names\n\n`,
  );
  if (unnamed.length > 0) process.exitCode = 1;
}
