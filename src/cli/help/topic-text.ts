import { definitions, wrap } from './layout.ts';

/** A piece of a topic. Topics are written as they look in 80 columns; this is what their lines stand for. */
export type TopicBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent: number }
  /** Words with what they mean. */
  | { readonly kind: 'definitions'; readonly rows: readonly (readonly [string, string])[] }
  /** Lines to type, without their indentation. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

const HEADING = /^[A-Z][A-Z ,:'-]+$/;
/** A word, a gap of at least two spaces, and what it means; flags without a short form stand further in. */
const ROW = /^( {0,4}\S(?:.*?\S)?| {6}--\S(?:.*?\S)?) {2,}(\S.*)$/;
/** What goes on from the line before it. */
const FURTHER_IN = /^ {5,}/;

/** Reads a topic: paragraphs, headings in capitals, words with a gap behind them, indented lines. */
export function readTopic(text: string): TopicBlock[] {
  return text.split(/\n{2,}/).flatMap((part) => {
    const lines = part.split('\n');
    const [first = '', ...rest] = lines;
    if (!HEADING.test(first)) return readPart(lines);
    const title: TopicBlock = { kind: 'heading', text: first };
    return rest.length === 0 ? [title] : [title, ...readPart(rest)];
  });
}

function readPart(lines: readonly string[]): TopicBlock[] {
  const [first = '', ...rest] = lines;
  const indent = first.startsWith('  ') ? 2 : 0;
  const bare = lines.map((line) => line.trim());
  if (indent === 2 && bare.every((line) => /^(hs|export|read) /.test(line)))
    return [{ kind: 'lines', lines: bare }];
  if (!ROW.test(first) && ROW.test(rest[0] ?? '')) {
    return [{ kind: 'paragraph', text: first.trim(), indent }, ...readPart(rest)];
  }
  const hanging = rest.length > 0 && rest.every((line) => FURTHER_IN.test(line));
  return hanging || lines.some((line) => ROW.test(line))
    ? [{ kind: 'definitions', rows: readRows(lines) }]
    : [{ kind: 'paragraph', text: bare.join(' '), indent }];
}

function readRows(lines: readonly string[]): [string, string][] {
  const rows: [string, string][] = [];
  for (const line of lines) {
    const [, word, meaning] = ROW.exec(line) ?? [];
    const last = rows.at(-1);
    if (word !== undefined && meaning !== undefined) rows.push([word.trim(), meaning.replace(/ {2,}/g, ' ')]);
    else if (last && FURTHER_IN.test(line)) last[1] = `${last[1]} ${line.trim()}`.trim();
    else rows.push([line.trim(), '']);
  }
  return rows;
}

/** A topic for a terminal that is narrower than the 80 columns it was written for. */
export function fitTopic(text: string, width: number): string {
  const blocks = readTopic(text);
  return blocks
    .map(
      (block, at) =>
        `${at === 0 ? '' : blocks[at - 1]?.kind === 'heading' ? '\n' : '\n\n'}${fitBlock(block, width)}`,
    )
    .join('');
}

function fitBlock(block: TopicBlock, width: number): string {
  switch (block.kind) {
    case 'heading':
      return wrap(block.text, width);
    case 'paragraph':
      return wrap(block.text, width, block.indent);
    case 'definitions':
      return definitions(block.rows, width);
    case 'lines':
      return block.lines.map((line) => `  ${line}`).join('\n');
  }
}
