import { structuredPatch } from 'diff';

/** One line of a unified diff. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'place' | 'remark';
  /** With its sign in front. */
  readonly text: string;
}

/** How one text becomes another. */
export interface TextDiff {
  readonly added: number;
  readonly removed: number;
  /** Empty where both are the same. */
  readonly lines: readonly DiffLine[];
}

/** Texts that differ in more lines than this are compared whole: finding the shortest way would take minutes. */
const MOST_EDITS = 4000;
const CONTEXT = 3;

const KINDS: Readonly<Record<string, DiffLine['kind']>> = {
  ' ': 'same',
  '+': 'added',
  '-': 'removed',
  '\\': 'remark',
};

/** The unified diff from one text to another, with three lines around each change. */
export function diffTexts(before: string, after: string): TextDiff {
  const options = { context: CONTEXT, maxEditLength: MOST_EDITS };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  const hunks = patch ? patch.hunks : wholeHunks(before, after);
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }): DiffLine[] => [
    { kind: 'place', text: `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@` },
    ...changed.map((text): DiffLine => ({ kind: KINDS[text.charAt(0)] ?? 'same', text })),
  ]);
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  return { added: count('added'), removed: count('removed'), lines };
}

/** Of no lines, the line before them, as `diff -u` counts. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

/** One text taken away and the other put in its place. */
function wholeHunks(before: string, after: string): Hunk[] {
  const [removed, added] = [linesOf(before), linesOf(after)];
  const signed = (lines: readonly string[], sign: string, text: string) => [
    ...lines.map((line) => sign + line),
    ...(text.endsWith('\n') ? [] : ['\\ No newline at end of file']),
  ];
  return [
    {
      oldStart: 1,
      oldLines: removed.length,
      newStart: 1,
      newLines: added.length,
      lines: [...signed(removed, '-', before), ...signed(added, '+', after)],
    },
  ];
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
