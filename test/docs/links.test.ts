import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pages, pageText, ROOT } from './code-blocks.ts';

/** Links of a page to files of the repository; anchors of the page itself have an empty file. */
function links(page: string): { target: string; file: string; anchor: string | undefined }[] {
  const prose = pageText(page).replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { target, file: file === '' ? page : path.posix.join(path.posix.dirname(page), file), anchor };
    });
}

/** The anchors that GitHub makes of headings. */
function anchors(page: string): string[] {
  const prose = pageText(page).replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

const all = pages().flatMap((page) => links(page).map((link) => ({ page, ...link })));

describe('the links of', () => {
  test.each(all)('$page: $target', ({ file, anchor }) => {
    expect(existsSync(path.join(ROOT, file))).toBe(true);
    if (anchor !== undefined) expect(anchors(file)).toContain(anchor);
  });

  test('the README lead to every guide', () => {
    const guides = pages().filter((page) => page.startsWith('docs/guides/'));
    expect(guides).not.toEqual([]);
    expect(links('README.md').map(({ file }) => file)).toEqual(expect.arrayContaining(guides));
  });
});

test('CONTRIBUTING says of every folder of the sources what it holds', () => {
  const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true });
  const text = pageText('CONTRIBUTING.md');
  const untold = folders
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `\`src/${name}/`)
    .filter((folder) => !text.includes(folder));
  expect(untold).toEqual([]);
});
