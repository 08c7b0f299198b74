/** Columns that a text takes in a terminal, and the text cut to a number of them. */
export interface TextMeasure {
  width(text: string): number;
  /** The text where it fits, else its beginning with `…`: never more than `width` columns, at least 1. */
  cut(text: string, width: number): string;
}

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** True for text in which every character takes one column. */
export function isPrintableAscii(text: string): boolean {
  return PRINTABLE_ASCII.test(text);
}

/**
 * How to measure these texts. What counts graphemes (wide Chinese, combined emoji) is loaded only where a text needs
 * it; the measure is right for those texts and the ASCII beside them alone.
 */
export async function measureFor(texts: Iterable<string>): Promise<TextMeasure> {
  for (const text of texts) {
    if (!isPrintableAscii(text)) return graphemeMeasure();
  }
  return asciiMeasure;
}

const asciiMeasure: TextMeasure = {
  width: (text) => text.length,
  cut: (text, width) => (text.length <= width ? text : `${text.slice(0, width - 1)}…`),
};

async function graphemeMeasure(): Promise<TextMeasure> {
  const { default: stringWidth } = await import('string-width');
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const widthOf = (text: string): number => (isPrintableAscii(text) ? text.length : stringWidth(text));
  return {
    width: widthOf,
    cut(text, width) {
      if (isPrintableAscii(text)) return asciiMeasure.cut(text, width);
      if (widthOf(text) <= width) return text;
      let kept = '';
      let used = 0;
      for (const { segment } of segmenter.segment(text)) {
        used += widthOf(segment);
        if (used > width - 1) break;
        kept += segment;
      }
      return `${kept}…`;
    },
  };
}
