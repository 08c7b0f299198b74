import type { ChangeRecord } from '../domain/change-record.ts';
import { parseRfc3339 } from '../domain/instant.ts';
import type { KeptFiles } from '../files/kept-files.ts';

const FOLDER = 'history';
/** One file a month; what is older than these is forgotten. */
const MONTHS_KEPT = 24;

/** What was read of the history. */
export interface HistoryRead {
  /** Oldest first. */
  readonly records: readonly ChangeRecord[];
  /** Lines that are no records: cut by a full disk, or written by a newer hs. */
  readonly unreadable: number;
}

/** Adds a change to the history of this machine. Throws `failed` where it cannot be written. */
export async function addToHistory(files: KeptFiles, record: ChangeRecord): Promise<void> {
  const month = `${record.at.slice(0, 7)}.jsonl`;
  const months = await monthsIn(files);
  if (!months.includes(month)) {
    for (const old of [...months, month].sort().slice(0, -MONTHS_KEPT))
      await files.remove(`${FOLDER}/${old}`);
  }
  await files.append(`${FOLDER}/${month}`, `${JSON.stringify(record)}\n`);
}

/** Every change that is remembered. */
export async function readHistory(files: KeptFiles): Promise<HistoryRead> {
  const records: ChangeRecord[] = [];
  let unreadable = 0;
  for (const month of await monthsIn(files)) {
    const text = (await files.read(`${FOLDER}/${month}`)) ?? '';
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const record = parseRecord(line);
      if (record) records.push(record);
      else unreadable += 1;
    }
  }
  return { records: records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), unreadable };
}

async function monthsIn(files: KeptFiles): Promise<string[]> {
  return (await files.list(FOLDER)).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name));
}

const RESULTS: readonly unknown[] = ['changed', 'failed', 'unknown'];
const KINDS: readonly unknown[] = [
  'user',
  'node',
  'pre-auth key',
  'API key',
  'auth request',
  'policy',
  'server',
];

function parseRecord(line: string): ChangeRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is ChangeRecord {
  if (!isObject(value) || !isObject(value['target'])) return false;
  const { at, context, address, change, target, detail, result, error, note } = value;
  const texts = [at, address, change, detail, target['id'], target['name']];
  const textsOrNull = [context, error, note];
  return (
    texts.every((text) => typeof text === 'string') &&
    textsOrNull.every((text) => text === null || typeof text === 'string') &&
    RESULTS.includes(result) &&
    KINDS.includes(target['kind']) &&
    parseRfc3339(at as string) !== undefined
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
