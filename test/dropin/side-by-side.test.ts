import { describe, expect, test } from 'vitest';
import { shellLine } from '../../src/dropin/own/shell-word.ts';
import { NEEDS_HEADSCALE, realBinaries } from '../support/real-headscale.ts';
import { comparable, sideBySide } from './side-by-side/run.ts';
import { differencesTable } from './side-by-side/table.ts';

const binaries = comparable(realBinaries());

if (binaries.length === 0) test.skip(`hs beside the official client on real servers (${NEEDS_HEADSCALE})`);

describe.each(binaries)('beside the official client $version, on a real server each', (binary) => {
  // Two servers, and some seventy processes on each.
  test('a script sees the same, but for what the documentation names', { timeout: 300_000 }, async () => {
    const all = await sideBySide(binary);
    const unnamed = all.filter(({ parts, because }) => parts.length > 0 && because.length === 0);
    expect(unnamed, differencesTable(unnamed)).toEqual([]);
    const gone = all.filter(({ parts, line: { differs = [] } }) => parts.length === 0 && differs.length > 0);
    expect(gone.map(({ line }) => shellLine(line.words))).toEqual([]);
    // Neither of them did nothing at all.
    expect(all.filter(({ official }) => official.exit === 0).length).toBeGreaterThan(all.length / 2);
  });
});

describe('the table of differences', () => {
  const seen = { exit: 0, stdout: 'a|b\nc\n', stderr: '' };
  const line = { words: ['users', 'create', 'J D'] };

  test('shows what differs, in one line each, and marks what nothing names', () => {
    const table = differencesTable([
      { line, official: seen, hs: seen, parts: [], because: [] },
      { line, official: seen, hs: { ...seen, exit: 1 }, parts: ['exit', 'stdout'], because: ['id-zero'] },
      { line, official: seen, hs: seen, parts: ['stdout'], because: [] },
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      "| users create 'J D' | exit, stdout | 0<br>a\\|b⏎c | 1<br>a\\|b⏎c | id-zero |",
      "| users create 'J D' | stdout | a\\|b⏎c | a\\|b⏎c | **not named** |",
      '',
    ]);
  });
});
