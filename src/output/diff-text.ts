import type { DiffLine, TextDiff } from '../domain/text-diff.ts';
import { visible } from './safe-text.ts';
import type { Style, Tone } from './style.ts';

/** A diff with the names of what it compares. */
export interface NamedDiff extends TextDiff {
  readonly from: string;
  readonly to: string;
}

const TONES: Readonly<Record<DiffLine['kind'], Tone | undefined>> = {
  same: undefined,
  added: 'good',
  removed: 'bad',
  place: 'accent',
  remark: 'dim',
};

/** A unified diff for people, a line each; none where both are the same. Tabs stay, whatever else cannot be seen is shown. */
export function diffLines({ from, to, lines }: NamedDiff, { paint }: Style): string[] {
  if (lines.length === 0) return [];
  return [
    ...[`--- ${from}`, `+++ ${to}`].map((line) => paint('strong', shown(line))),
    ...lines.map(({ kind, text }) => {
      const tone = TONES[kind];
      return tone ? paint(tone, shown(text)) : shown(text);
    }),
  ];
}

/** The same as it stands, for programs. */
export function diffText({ from, to, lines }: NamedDiff): string {
  return lines.length === 0
    ? ''
    : [`--- ${from}`, `+++ ${to}`, ...lines.map(({ text }) => text), ''].join('\n');
}

/** `3 lines added, 1 removed`; what there is to say of no difference too. */
export function diffCounts({ added, removed }: Pick<TextDiff, 'added' | 'removed'>): string {
  const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
  if (added === 0 && removed === 0) return 'No line is different';
  if (removed === 0) return `${lines(added)} added`;
  return added === 0 ? `${lines(removed)} removed` : `${lines(added)} added, ${removed} removed`;
}

function shown(line: string): string {
  return line.split('\t').map(visible).join('\t');
}
