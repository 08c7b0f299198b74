import stringWidth from 'string-width';
import type { Run } from './ansi.ts';

/** What a picture is of. */
export interface Picture {
  /** One phrase: what it shows. */
  readonly title: string;
  /** What is on the terminal. */
  readonly lines: readonly (readonly Run[])[];
  /** How wide the terminal is. */
  readonly columns: number;
}

/** A character cell, and the room around the text, in pixels. */
const CELL = { width: 8, height: 19 };
const MARGIN = 16;

/** Colours by look, on light and on dark ground: each has a contrast of at least 4.5 with it. */
const PALETTE = {
  ground: ['#f6f8fa', '#0d1117'],
  edge: ['#d1d9e0', '#30363d'],
  text: ['#1f2328', '#e6edf3'],
  dim: ['#59636e', '#9198a1'],
  red: ['#c1151f', '#ff7b72'],
  green: ['#116329', '#56d364'],
  yellow: ['#7d4e00', '#e3b341'],
  blue: ['#0550ae', '#79c0ff'],
  magenta: ['#7c2fb8', '#d2a8ff'],
  cyan: ['#1b5e69', '#76e3ea'],
} as const;

/**
 * A terminal as an SVG. Its text is text, which can be searched and read out; it follows the light or dark scheme of
 * whoever looks at it; every run says how wide it is, so that columns stand straight in any font.
 */
export function drawTerminal({ title, lines, columns }: Picture): string {
  const width = columns * CELL.width + 2 * MARGIN;
  const height = lines.length * CELL.height + 2 * MARGIN;
  const spoken = lines.map((runs) => runs.map(({ text }) => text).join('')).join('\n');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(spoken)}</desc>`,
    `<style>${style(0)}@media (prefers-color-scheme: dark){${style(1)}}text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.bold{font-weight:700}</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...lines.flatMap((runs, at) => line(runs, MARGIN + (at + 0.75) * CELL.height)),
    '</svg>',
  ].join('\n')}\n`;
}

/** @param scheme 0 for light, 1 for dark */
function style(scheme: 0 | 1): string {
  const { ground, edge, ...words } = PALETTE;
  const rules = Object.entries(words).map(([name, colours]) => `.${name}{fill:${colours[scheme]}}`);
  return `.ground{fill:${ground[scheme]};stroke:${edge[scheme]}}${rules.join('')}`;
}

function line(runs: readonly Run[], y: number): string[] {
  let column = 0;
  const words: string[] = [];
  for (const run of runs) {
    // Gaps are not drawn, but stepped over: the next word then stands where it stands on the terminal.
    for (const [piece] of run.text.matchAll(/\S+(?: \S+)*|\s+/g)) {
      const cells = stringWidth(piece);
      if (piece.trim() !== '') {
        const x = MARGIN + column * CELL.width;
        const length = cells * CELL.width;
        words.push(
          `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs" class="${looks(run)}">${escaped(piece)}</tspan>`,
        );
      }
      column += cells;
    }
  }
  return words.length === 0 ? [] : [`<text y="${y}">${words.join('')}</text>`];
}

function looks({ bold, dim, colour }: Run): string {
  return [colour ?? (dim ? 'dim' : 'text'), ...(bold ? ['bold'] : [])].join(' ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
}
