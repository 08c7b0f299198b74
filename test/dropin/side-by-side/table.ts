import { shellLine } from '../../../src/dropin/own/shell-word.ts';
import type { Seen } from '../replay/compare.ts';
import type { Comparison } from './run.ts';

/** The differences as a table of Markdown, one line each; what nothing says the reason of is marked. */
export function differencesTable(all: readonly Comparison[]): string {
  const rows = all
    .filter(({ parts }) => parts.length > 0)
    .map(({ line, official, hs, parts, because }) => {
      const shown = (seen: Seen) => parts.map((part) => cell(String(seen[part]))).join('<br>');
      const why = because.length === 0 ? '**not named**' : because.join(', ');
      return `| ${[cell(shellLine(line.words)), parts.join(', '), shown(official), shown(hs), why].join(' | ')} |`;
    });
  const head =
    '| headscale … | what differs | official client | hs | difference |\n| --- | --- | --- | --- | --- |';
  return `${[head, ...rows].join('\n')}\n`;
}

function cell(text: string): string {
  const one = text.trim().replaceAll('\n', '⏎').replaceAll('|', '\\|');
  return one.length > 160 ? `${one.slice(0, 157)}…` : one;
}
