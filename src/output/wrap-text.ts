import type { TextMeasure } from './text-width.ts';

/**
 * Breaks a line at its spaces so that none is wider than `width` columns. `first` stands before the first of them, as
 * many spaces before the others.
 */
export function wrapLine(first: string, text: string, width: number, measure: TextMeasure): string[] {
  const indent = ' '.repeat(measure.width(first));
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (!isEmpty && measure.width(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
    isEmpty = false;
  }
  return [...lines, line];
}
