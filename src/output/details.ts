import { visible } from './safe-text.ts';
import type { Style } from './style.ts';
import { safeCell } from './table.ts';
import { measureFor } from './text-width.ts';
import type { Shown } from './view.ts';

/** One line of the details of one thing. */
export interface Detail {
  /** In sentence case. */
  readonly label: string;
  readonly shown: Shown;
}

/** `Label:  value` lines for a terminal, values in line with each other and never cut. */
export async function terminalDetails(details: readonly Detail[], style: Style): Promise<string> {
  const measure = await measureFor(details.map(({ label }) => label));
  const widest = Math.max(0, ...details.map(({ label }) => measure.width(label)));
  return details
    .map(({ label, shown }) => {
      const { text, tone } = safeCell(shown);
      const spaces = ' '.repeat(widest - measure.width(label) + 2);
      return `${style.paint('strong', `${label}:`)}${spaces}${tone ? style.paint(tone, text) : text}\n`;
    })
    .join('');
}

/** The same for a pipe: label, tab, value; with `noHeaders` the values alone. */
export function pipedDetails(details: readonly Detail[], options: { readonly noHeaders: boolean }): string {
  return details
    .map(
      ({ label, shown }) => `${options.noHeaders ? '' : `${label.toUpperCase()}\t`}${visible(shown.text)}\n`,
    )
    .join('');
}
