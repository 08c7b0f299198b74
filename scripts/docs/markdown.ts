/** A table cell: pipes and newlines would end it. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}

/** A Markdown table, its columns as wide as the formatter makes them. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(cell));
  const widths = header.map((_, at) => Math.max(3, ...cells.map((row) => width(row[at]))));
  const line = (row: readonly string[], fill: string) =>
    `| ${widths.map((wide, at) => (row[at] ?? '') + fill.repeat(wide - width(row[at]))).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head, ' '), line([], '-'), ...body.map((row) => line(row, ' '))].join('\n');
}

function width(text = ''): number {
  return [...text].length;
}

/** Text as code, also where it holds a backtick. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A fenced block; `language` decides what is checked about it (`sh` and `console` hold command lines). */
export function fence(language: string, body: string): string {
  return `\`\`\`${language}\n${body.replace(/\n+$/, '')}\n\`\`\``;
}

/**
 * Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
 * Throws where the pair is not there.
 */
export function between(text: string, name: string, body: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${open} and ${close} are missing`);
  return `${text.slice(0, start + open.length)}\n\n${body}\n\n${text.slice(end)}`;
}
