/** A section: its name in capitals, its body as given. */
export function heading(name: string, body: string): string {
  return `${name.toUpperCase()}\n${body}`;
}

/** Breaks text at spaces so that no line is longer than `width`; paragraphs stay apart. */
export function wrap(text: string, width: number, indent = 0): string {
  const pad = ' '.repeat(indent);
  return text
    .split('\n')
    .map((paragraph) =>
      wrapLine(paragraph, width - indent)
        .map((line) => (line === '' ? '' : pad + line))
        .join('\n'),
    )
    .join('\n');
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Two columns, the second wrapped; where the first leaves too little room, the text goes on a line of its own. */
export function definitions(rows: readonly (readonly [string, string])[], width: number): string {
  const longest = Math.max(...rows.map(([word]) => word.length));
  const column = longest + 4 <= width / 2 ? longest + 4 : 10;
  return rows
    .map(([word, text]) => {
      const body = wrap(text, width, column);
      return word.length + 4 <= column ? `  ${word}${body.slice(word.length + 2)}` : `  ${word}\n${body}`;
    })
    .join('\n');
}
