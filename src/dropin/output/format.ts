import { OfficialError } from '../errors/official-error.ts';

/** The formats of the official client; `human` where none is asked for. */
export type OfficialFormat = 'human' | 'json' | 'json-line' | 'yaml';

const MACHINE: readonly OfficialFormat[] = ['json', 'json-line', 'yaml'];

/** @throws OfficialError for what is none: the official client prints an empty line for it and ends with 0 */
export function parseFormat(text: string): OfficialFormat {
  const format = knownFormat(text);
  if (format !== undefined) return format;
  throw new OfficialError(`unknown output format "${text}": it can be ${MACHINE.join(', ')}`);
}

/** The same, undefined for what is none. */
export function knownFormat(text: string): OfficialFormat | undefined {
  return text === '' ? 'human' : MACHINE.find((format) => format === text);
}
