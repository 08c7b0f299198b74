import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { VERSION } from '../../src/version.ts';
import { manPages } from '../man/pages.ts';

/** `package.json` with the pages of the manual that the build makes: npm puts them where `man` finds them. */
export async function withManPages(text: string): Promise<string> {
  const pages = await manPages(await describeAll(COMMANDS), VERSION);
  const man = [...pages.keys()].map((file) => `dist/man/${file}`).sort();
  const entries = Object.entries(JSON.parse(text) as Record<string, unknown>).filter(
    ([name]) => name !== 'man',
  );
  const after = entries.findIndex(([name]) => name === 'bin') + 1;
  const all = [...entries.slice(0, after), ['man', man] as const, ...entries.slice(after)];
  return `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`;
}
