/** Text as groff and mandoc set it: what they would read as a command, or turn into typography, stays what it is. */
export function roffText(text: string): string {
  return noCommand(escaped(text));
}

function escaped(text: string): string {
  return text.replace(/[\\'`"^~-]|[^\x20-\x7e]/gu, (found) => SPECIAL[found] ?? unicode(found));
}

/** A dot at the beginning of a line would be a command. */
function noCommand(text: string): string {
  return text.replace(/^\./gm, '\\&.');
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\e',
  "'": '\\(aq',
  '`': '\\(ga',
  '"': '\\(dq',
  '^': '\\(ha',
  '~': '\\(ti',
  '-': '\\-',
  '\n': '\n',
};

function unicode(character: string): string {
  return `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** A sentence, in which what stands in backticks is set in bold. */
export function prose(text: string): string {
  const parts = text.split(/`([^`]+)`/).map(escaped);
  return noCommand(parts.map((part, at) => (at % 2 === 0 ? part : `\\fB${part}\\fR`)).join(''));
}

/**
 * The lines a page begins with: its title, and that no word is broken or lines stretched, since commands stand among
 * them. No date stands in it: the same program makes the same page.
 */
export function titleLines(name: string, section: number, version: string): string {
  return `.TH "${roffText(name.toUpperCase())}" ${section} "" "hs ${roffText(version)}" "hs manual"\n.nh\n.ad l`;
}

export function section(name: string, ...body: readonly string[]): string {
  return [`.SH ${roffText(name.toUpperCase())}`, ...body].join('\n');
}

export function subsection(name: string, ...body: readonly string[]): string {
  return [`.SS ${roffText(name)}`, ...body].join('\n');
}

/** Paragraphs, at blank lines and at newlines apart. */
export function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((part) => `.PP\n${prose(part)}`)
    .join('\n');
}

/** A word in bold with what it means. */
export function definition(word: string, meaning: string): string {
  return `.TP\n\\fB${roffText(word)}\\fR\n${prose(meaning)}`;
}

/** Lines to type, as they stand. */
export function typed(lines: readonly string[]): string {
  return ['.PP', '.RS 4', '.nf', ...lines.map(roffText), '.fi', '.RE'].join('\n');
}

/** `hs-nodes-list(1)` and others, for SEE ALSO. */
export function references(pages: readonly { readonly name: string; readonly section: number }[]): string {
  return pages.map(({ name, section }) => `\\fB${roffText(name)}\\fR(${section})`).join(',\n');
}
