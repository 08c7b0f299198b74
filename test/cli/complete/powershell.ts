/** What can be told of a PowerShell script without running it. */
interface ReadScript {
  /** Brackets and quotes that are open at the end, outermost first; a closing one that fits nothing stands there too. */
  readonly open: readonly string[];
  /** Variables that are read and never set. */
  readonly unknown: readonly string[];
  /** What is called: words with a dash at the beginning of a statement or behind a pipe, and what follows `&`. */
  readonly commands: readonly string[];
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' };
/** Variables that PowerShell sets itself. */
const AUTOMATIC = ['$_', '$null', '$true', '$false'];
/** A string, a comment, or one character. In double quotes a backtick keeps what follows, doubled quotes are one. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"`]|`[\s\S]|"")*"|#.*|`[\s\S]|[\s\S]/g;

/** Reads a script without here-strings and subexpressions in strings. */
export function readPowerShell(text: string): ReadScript {
  const open: string[] = [];
  let code = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "'" || token === '"') return { open: [...open, token], unknown: [], commands: [] };
    if (token.length > 1) continue;
    code += token;
    if ('({['.includes(token)) open.push(token);
    const opener = PAIRS[token];
    if (opener !== undefined && open.pop() !== opener)
      return { open: [...open, token], unknown: [], commands: [] };
  }
  const all = [...code.matchAll(/\$\w+/g)].map(([name]) => name);
  const parameters = [...code.matchAll(/param\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/\s*,\s*/),
  );
  const assigned = [...code.matchAll(/((?:\$\w+\s*,\s*)*\$\w+)\s*\+?=/g)].flatMap(([, list = '']) =>
    list.split(/\s*,\s*/),
  );
  const known = [...AUTOMATIC, ...parameters, ...assigned];
  return {
    open,
    unknown: all.filter((name) => !known.includes(name)),
    commands: [...code.matchAll(/(?:^|[|{(]\s*|\n\s*)([A-Z]\w+-\w+)|&\s+(\w+)/g)].map(
      ([, verb, called]) => verb ?? called ?? '',
    ),
  };
}
