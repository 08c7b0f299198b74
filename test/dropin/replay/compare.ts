import { parse } from 'yaml';

/** What came of a call: the parts that a script can see. */
export interface Seen {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Part = keyof Seen;

/** Zero, and times that a test did not make up today: 2026 to 2039. */
const TODAY = /^1[7-9]\d{8}$|^2[01]\d{8}$/;

/** Log lines of the official client, on stderr for people, on stdout as JSON: the difference `log-lines`. */
const LOG_LINE = /^(?:\d{4}-\d\d-\d\dT\S+ (?:WRN|INF|DBG|TRC) .*|\{"level":.*\})\n/gm;

/** The parts in which two outcomes differ, once what is made up anew on every server is put aside. */
export function differingParts(recorded: Seen, actual: Seen): Part[] {
  const parts: Part[] = [];
  if (recorded.exit !== actual.exit) parts.push('exit');
  if (!sameText(recorded.stdout, actual.stdout)) parts.push('stdout');
  if (!sameText(recorded.stderr, actual.stderr)) parts.push('stderr');
  return parts;
}

/** Text that a program parses is compared as what it means, other text line by line. */
function sameText(recorded: string, actual: string): boolean {
  const [a, b] = [plain(recorded), plain(actual)];
  return a === b || sameDocument(a, b);
}

function sameDocument(recorded: string, actual: string): boolean {
  const [a, b] = [documentOf(recorded), documentOf(actual)];
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** JSON or YAML with its made-up values put aside, in its order; undefined for text that is neither. */
function documentOf(text: string): unknown {
  // A question stands before the error on the same line.
  const body = text.replace(/^.*\[y\/n\] /, '');
  const question = text.slice(0, text.length - body.length);
  if (!/^(\{|\[|- |[\w]+:( |\n)|null\n)/.test(body)) return undefined;
  try {
    return [question, stable(parse(body, { uniqueKeys: true, intAsBigInt: true }))];
  } catch {
    return undefined;
  }
}

function stable(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const seconds: unknown = 'seconds' in value ? value.seconds : undefined;
  const isTime = fields.every(([key]) => key === 'seconds' || key === 'nanos');
  if (isTime && TODAY.test(String(seconds))) return 'a time';
  return fields.map(([key, item]) => [key, stable(item)]);
}

/** What every server makes up anew, and colours, put aside; columns keep their width. */
function plain(text: string): string {
  return (
    text
      .replace(/\u001b\[[\d;]*m/g, '')
      .replace(LOG_LINE, '')
      .replace(/(hskey-(?:api|auth))-[\w-]{12}-(?:[\w-]{64}|\*{3})/g, (key, kind: string) =>
        `${kind}-${key.endsWith('***') ? 'masked' : 'secret'}`.padEnd(key.length, '_'),
      )
      .replace(/\b(mkey|nodekey|discokey):(?!0{64})[0-9a-f]{64}/g, '$1:made-up')
      .replace(/\[[A-Za-z0-9+/]{5}\]/g, '[short]')
      // Up to 0.28 a name that does not do, or is taken, gets eight characters by chance.
      .replace(/\b(invalid|laptop)-[a-z0-9]{8}\b/g, '$1-made-up_')
      .replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b/g, 'date       and time')
      // The usage that stands before an error of the root.
      .replace(/^Usage:\n[\s\S]*?\n\n(?=Error: )/, 'Usage\n')
      .replace(/^(Unknown help topic .*\n)Usage:\n[\s\S]*$/, '$1Usage\n')
  );
}

/**
 * The reason that 0.28 and older give, without the sentences around it: it has to stand in what hs says. Empty where
 * nothing was said.
 */
export function oldReason(stderr: string): string {
  const text = plain(stderr).replace(/^.*\[y\/n\] /, '');
  const document = /^\{|^error: /.test(text) ? (parse(text) as { error: string }) : undefined;
  if (document !== undefined) return document.error;
  const [first = ''] = text.split(/\n(?:Usage:|Run 'headscale --help')/);
  return first
    .trim()
    .replace(/^Error: /, '')
    .replace(
      /^(?:Cannot [a-z]+ [A-Za-z -]+|Failed [a-zA-Z ]+|Error [a-zA-Z ]+|Could not [a-z ]+|Invalid [A-Za-z ]+): /,
      '',
    );
}
