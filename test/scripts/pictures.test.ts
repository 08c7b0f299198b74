import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PICTURES, picture } from '../../scripts/docs/pictures.ts';
import { readAnsi } from '../../scripts/pictures/ansi.ts';
import { drawTerminal } from '../../scripts/pictures/svg.ts';
import { pages, pageText, ROOT } from '../docs/code-blocks.ts';

const plain = { bold: false, dim: false, colour: undefined };

describe('what a program printed is read', () => {
  test.each([
    ['plain', [[{ ...plain, text: 'plain' }]]],
    ['', [[]]],
    [
      'a \u001b[31mred\u001b[39m b',
      [
        [
          { ...plain, text: 'a ' },
          { ...plain, colour: 'red', text: 'red' },
          { ...plain, text: ' b' },
        ],
      ],
    ],
    [
      '\u001b[1mbold\n\u001b[2mboth\u001b[0m',
      [[{ ...plain, bold: true, text: 'bold' }], [{ ...plain, bold: true, dim: true, text: 'both' }]],
    ],
    ['\u001b[1;32mgo\u001b[22;39m', [[{ ...plain, bold: true, colour: 'green', text: 'go' }]]],
  ])('%j', (output, lines) => {
    expect(readAnsi(output)).toEqual(lines);
  });

  test.each(['\u001b[2J', '\u001b[4munderlined', '\u001b[38;5;3mx', 'a\tb', '\u001b]0;title\u0007', 'a\rb'])(
    '%j is refused, not left out',
    (output) => {
      expect(() => readAnsi(output)).toThrow('no picture can show');
    },
  );
});

describe('a terminal is drawn', () => {
  const draw = (output: string) => drawTerminal({ title: 'A & B', lines: readAnsi(output), columns: 20 });

  test('with its text as text, each word where it stands on the terminal', () => {
    const svg = draw('ID  NAME\n1   \u001b[32monline now\u001b[39m');
    const words = [...svg.matchAll(/<tspan x="(\d+)" textLength="(\d+)"[^>]*class="([^"]*)">([^<]*)</g)];
    expect(words.map(([, x, length, looks, text]) => [x, length, looks, text])).toEqual([
      ['16', '16', 'text', 'ID'],
      ['48', '32', 'text', 'NAME'],
      ['16', '8', 'text', '1'],
      ['48', '80', 'green', 'online now'],
    ]);
  });

  test('characters that are two columns wide included', () => {
    expect(draw('日本  x')).toContain('<tspan x="64" textLength="8"');
  });

  test('for those who do not see it', () => {
    const svg = draw('$ hs "x" < y');
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain('<title id="title">A &#38; B</title>');
    expect(svg).toContain('<desc id="description">$ hs &#34;x&#34; &#60; y</desc>');
  });

  test('in colours that can be told from the ground, light and dark', () => {
    const style = /<style>(.*)<\/style>/.exec(draw('x'))?.[1] ?? '';
    const [light = '', dark = ''] = style.split('@media (prefers-color-scheme: dark)');
    for (const scheme of [light, dark]) {
      const colours = [...scheme.matchAll(/\.(\w+)\{fill:(#[0-9a-f]{6})/g)].map(
        ([, name = '', hex = '']) => ({ name, hex }),
      );
      const ground = colours.find(({ name }) => name === 'ground')?.hex ?? '';
      const words = colours.filter(({ name }) => name !== 'ground');
      expect(words.length).toBeGreaterThanOrEqual(8);
      expect(words.filter(({ hex }) => contrast(hex, ground) < 4.5)).toEqual([]);
    }
  });
});

/** As WCAG 2 has it. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the pictures of the documents', () => {
  const folder = path.join(ROOT, 'docs/pictures');
  const shown = pages().flatMap((page) =>
    [...pageText(page).matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)].map(([, alt = '', target = '']) => ({
      page,
      alt,
      file: path.posix.join(path.posix.dirname(page), target),
    })),
  );

  test('are those that the demo makes', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(PICTURES)
        .map((name) => `${name}.svg`)
        .sort(),
    );
    expect(() => picture('nothing', [])).toThrow('the demo has no picture nothing');
    expect(() => picture('status', [])).toThrow('the demo has no picture status');
  });

  test.each(Object.entries(PICTURES))('%s is shown somewhere, and said in words', (name, title) => {
    const places = shown.filter(({ file }) => file === `docs/pictures/${name}.svg`);
    expect(places).not.toEqual([]);
    for (const { alt } of places) expect(alt).toBe(title);
  });

  test.each(Object.keys(PICTURES))('%s is XML whose every element is closed', (name) => {
    const svg = readFileSync(path.join(folder, `${name}.svg`), 'utf8');
    const open: string[] = [];
    for (const [, end, tag = '', closed] of svg.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
      if (end === '/') expect(open.pop()).toBe(tag);
      else if (closed !== '/') open.push(tag);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/&#\d+;/g, '')).not.toContain('&');
  });

  test('the README shows all of them', () => {
    const inReadme = shown
      .filter(({ page }) => page === 'README.md')
      .map(({ file }) => path.posix.basename(file, '.svg'));
    expect(inReadme.sort()).toEqual(Object.keys(PICTURES).sort());
  });
});
