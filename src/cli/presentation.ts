import type { Env } from '../config/env.ts';
import { HsError } from '../errors.ts';
import { type Format, isMachineFormat, parseFormat } from '../output/format.ts';
import { type ColourChoice, colourLevel } from '../output/style.ts';
import type { TimeFormat } from '../output/times.ts';
import { ALL } from './optional-value.ts';

/** How a command's data and messages are to look, from flags, variables and the terminal. */
export interface Presentation {
  readonly format: Format;
  /** True where errors and notices are one JSON object on stderr. */
  readonly machine: boolean;
  readonly columns: readonly string[] | undefined;
  readonly sort: readonly string[];
  /** The most things that are listed; undefined for all. */
  readonly limit: number | undefined;
  readonly headers: boolean;
  readonly reveal: boolean;
  /** How times are told, where that was said. */
  readonly time: TimeFormat | undefined;
  /** False where no pager is wanted. */
  readonly pager: boolean;
  readonly quiet: boolean;
  /** Columns of the terminal behind stdout; null in a pipe. */
  readonly width: number | null;
  readonly colour: 0 | 1;
  readonly errorColour: 0 | 1;
}

/** What matters of a stream. */
export interface StreamFacts {
  readonly isTTY: boolean;
  readonly columns?: number | undefined;
}

/** Flags as they come from the command line; a command has those of them that it declares. */
export type PresentationFlags = Readonly<Record<string, unknown>>;

/** @throws HsError `usage` where two flags ask for different formats, `invalid_value` for an HS_OUTPUT that is none */
export function presentation(
  flags: PresentationFlags,
  env: Env,
  stdout: StreamFacts,
  stderr: StreamFacts,
  usual?: string | undefined,
): Presentation {
  const format = chosenFormat(flags, env, usual);
  const flag = (flags['color'] ?? 'auto') as ColourChoice;
  return {
    format,
    machine: isMachineFormat(format),
    columns: chosenColumns(flags),
    sort: (flags['sort'] as readonly string[] | undefined) ?? [],
    limit: flags['limit'] as number | undefined,
    headers: flags['no-headers'] !== true,
    reveal: flags['reveal'] === true,
    time: chosenTime(flags, format),
    pager: flags['no-pager'] !== true,
    quiet: flags['quiet'] === true,
    width: stdout.isTTY ? stdout.columns || 80 : null,
    colour: colourLevel({ flag, env, isTTY: stdout.isTTY }),
    errorColour: colourLevel({ flag, env, isTTY: stderr.isTTY }),
  };
}

function chosenFormat(flags: PresentationFlags, env: Env, usual: string | undefined): Format {
  const output = flags['output'] as Format | undefined;
  const json = flags['json'] !== undefined && flags['json'] !== false;
  if (json && output !== undefined && output !== 'json') {
    throw new HsError('usage', `--json and -o ${output} contradict each other`, {
      hint: 'Leave out one of them.',
    });
  }
  if (output !== undefined) return output;
  if (json) return 'json';
  const unasked = env['HS_OUTPUT'] || usual;
  return unasked ? parseFormat(unasked) : 'table';
}

/** The columns asked for: by `--columns`, or as fields of `--json=…`, which alone asks for all. */
function chosenColumns(flags: PresentationFlags): readonly string[] | undefined {
  const columns = flags['columns'] as readonly string[] | undefined;
  const json = Array.isArray(flags['json']) ? (flags['json'] as readonly string[]) : [];
  const fields = json.filter((field) => field !== ALL);
  if (fields.length === 0) return columns;
  if (columns === undefined) return fields;
  throw new HsError('usage', '--columns and --json=… both name fields', {
    hint: 'Leave out one of them.',
  });
}

/** Programs get RFC 3339, whatever else was asked for: that is said, not passed over. */
function chosenTime(flags: PresentationFlags, format: Format): TimeFormat | undefined {
  const time = flags['time'] as TimeFormat | undefined;
  if (time !== 'relative' || format === 'table' || format === 'wide') return time;
  throw new HsError('usage', `--time relative is for people: ${format} has times as RFC 3339 in UTC`, {
    hint: 'Leave it out, or print a table.',
  });
}

/**
 * The format an error is to be told in, read from a command line that may be the very thing that is wrong.
 * Never throws.
 */
export function formatForErrors(argv: readonly string[], env: Env): Format {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (words.some((word) => word === '--json' || word.startsWith('--json='))) return 'json';
  // `-o`, and at the end of switches: `-yo json`.
  const at = words.findIndex((word) => /^(-[a-z]{0,3}o|--output)$/.test(word));
  const inline = words.find((word) => /^(-o.|--output=)/.test(word));
  const named =
    (at !== -1 && words[at + 1]) || inline?.replace(/^(-o=?|--output=)/, '') || env['HS_OUTPUT'] || '';
  try {
    return parseFormat(named);
  } catch {
    return 'table';
  }
}
