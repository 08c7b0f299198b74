import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The root of the repository. */
export const ROOT = path.join(import.meta.dirname, '../..');

/** Every page a person reads, by its path from the root. */
export function pages(): string[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const own = docs.filter((file) => file.endsWith('.md')).map((file) => `docs/${file.replaceAll('\\', '/')}`);
  return ['README.md', 'CONTRIBUTING.md', ...own.sort()];
}

export function pageText(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

/** A fenced block: the words after the fence, and its lines with their numbers in the page. */
export interface CodeBlock {
  readonly info: readonly string[];
  readonly lines: readonly { readonly text: string; readonly number: number }[];
}

export function codeBlocks(text: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { info: string[]; lines: { text: string; number: number }[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (!fence) open?.lines.push({ text: line, number: index + 1 });
    else if (open) {
      blocks.push(open);
      open = undefined;
    } else open = { info: (fence[1] ?? '').split(/\s+/), lines: [] };
  }
  if (open) throw new Error('a code block is not closed');
  return blocks;
}

/** Code inside a sentence. */
export function inlineCode(text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code]) => code ?? '');
}
