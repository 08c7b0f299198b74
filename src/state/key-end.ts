import { type Instant, parseRfc3339, toMillis, toRfc3339 } from '../domain/instant.ts';
import type { KeptFiles } from '../files/kept-files.ts';
import { serverFolder } from './server-folder.ts';

/** This long before its end a key is worth a word. Milliseconds. */
const SOON_MS = 14 * 86_400_000;

/** What a server said of one of its keys; `undefined` as its end means that it is of no more use. */
export interface KeyEnd {
  /** The server, as messages show it. */
  readonly address: string;
  /** The bare prefix of the key, which is no secret. */
  readonly prefix: string;
  readonly end: Instant | undefined;
}

/** What is remembered of the keys that were used with one server. */
interface Remembered {
  /** Ends in RFC 3339, by bare prefix. */
  readonly ends: Readonly<Record<string, string>>;
  /** The day on which an end was said last, such as `2026-11-24` (UTC); null before the first time. */
  readonly saidOn: string | null;
}

const NOTHING: Remembered = { ends: {}, saidOn: null };

/** Remembers when a key ends; nothing is written where that is known already. Throws what the files throw. */
export async function rememberKeyEnd(state: KeptFiles, { address, prefix, end }: KeyEnd): Promise<void> {
  if (state.folder === undefined) return;
  const text = end && toRfc3339(end);
  if (read(await state.read(fileOf(address))).ends[prefix] === text) return;
  await state.change(fileOf(address), (old) => {
    const { ends, saidOn } = read(old);
    const { [prefix]: _, ...others } = ends;
    return write({ ends: text === undefined ? others : { ...others, [prefix]: text }, saidOn });
  });
}

/**
 * The end of a key where it is near and nobody was told today: from then on somebody was. Nothing is asked of the
 * server. Throws what the files throw.
 */
export async function keyEndToSay(
  state: KeptFiles,
  { address, prefix }: Pick<KeyEnd, 'address' | 'prefix'>,
  now: number,
): Promise<Instant | undefined> {
  const { ends, saidOn } = read(await state.read(fileOf(address)));
  const end = parseRfc3339(ends[prefix] ?? '');
  const today = new Date(now).toISOString().slice(0, 10);
  if (end === undefined || saidOn === today) return undefined;
  const left = toMillis(end) - now;
  if (left <= 0 || left > SOON_MS) return undefined;
  await state.change(fileOf(address), (old) => write({ ...read(old), saidOn: today }));
  return end;
}

function fileOf(address: string): string {
  return `key-ends/${serverFolder(address)}.json`;
}

/** Whatever else stands there is forgotten: it is learnt again. */
function read(text: string | undefined): Remembered {
  if (text === undefined) return NOTHING;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return NOTHING;
  }
  if (typeof value !== 'object' || value === null || !('ends' in value) || !('saidOn' in value))
    return NOTHING;
  const { ends, saidOn } = value;
  if (typeof ends !== 'object' || ends === null || Array.isArray(ends)) return NOTHING;
  const texts = Object.entries(ends).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { ends: Object.fromEntries(texts), saidOn: typeof saidOn === 'string' ? saidOn : null };
}

function write(remembered: Remembered): string {
  return `${JSON.stringify(remembered)}\n`;
}
