// Writes what is made from the program: pages of docs/, pictures of the demo, its output in the README, and the list of
// manual pages in package.json.
// With --check nothing is written: what is stale is named, and the exit code is 1.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describeAll } from '../src/cli/manifest.ts';
import { COMMANDS } from '../src/commands/table.ts';
import { commandsPage } from './docs/commands-page.ts';
import { demoBlock } from './docs/demo-block.ts';
import { demoSteps } from './docs/demo-steps.ts';
import { differencesPage } from './docs/differences-page.ts';
import { exitCodesPage } from './docs/exit-codes-page.ts';
import { fieldTable, SCHEMAS } from './docs/json-fields.ts';
import { between } from './docs/markdown.ts';
import { withManPages } from './docs/package-file.ts';
import { PICTURES, picture } from './docs/pictures.ts';

const root = path.join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

const commands = await describeAll(COMMANDS);
const steps = await demoSteps();

const pages: Readonly<Record<string, (old: string) => Promise<string>>> = {
  'docs/commands.md': async () => await commandsPage(commands),
  'docs/exit-codes.md': async () => exitCodesPage(),
  'docs/headscale-differences.md': async () => differencesPage(),
  'docs/json.md': async (old) => {
    let page = old;
    for (const name of SCHEMAS) {
      page = between(page, name, await fieldTable(name, path.join(root, 'docs/schema')));
    }
    return page;
  },
  'package.json': withManPages,
  'README.md': async (old) => between(old, 'demo', demoBlock(steps)),
  ...Object.fromEntries(
    Object.keys(PICTURES).map((name) => [`docs/pictures/${name}.svg`, async () => picture(name, steps)]),
  ),
};

const stale: string[] = [];
for (const [file, make] of Object.entries(pages)) {
  const old = await readFile(path.join(root, file), 'utf8').catch(() => '');
  const made = await make(old);
  if (made === old) continue;
  stale.push(file);
  if (!check) await writeFile(path.join(root, file), made);
}

if (check && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`npm run docs\` and commit what it writes.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(
    stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'The documentation is up to date\n',
  );
}
