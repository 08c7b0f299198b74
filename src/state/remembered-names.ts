import type { KeptFiles } from '../files/kept-files.ts';
import { serverFolder } from './server-folder.ts';

/** A name and what is said of it. */
interface RememberedName {
  readonly value: string;
  readonly description: string;
}

/** Names that were asked for before. */
export interface RememberedNames {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly names: readonly RememberedName[];
}

/** What is remembered of a server's names of one kind; undefined where nothing is, or nothing that can be read. */
export async function rememberedNames(
  cache: KeptFiles,
  address: string,
  kind: string,
): Promise<RememberedNames | undefined> {
  const text = await cache.read(fileOf(address, kind));
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRemembered(value) ? value : undefined;
}

/** Remembers names for the next time. */
export async function rememberNames(
  cache: KeptFiles,
  address: string,
  kind: string,
  remembered: RememberedNames,
): Promise<void> {
  await cache.change(fileOf(address, kind), () => JSON.stringify(remembered));
}

function fileOf(address: string, kind: string): string {
  return `names/${serverFolder(address)}/${kind}.json`;
}

function isRemembered(value: unknown): value is RememberedNames {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('names' in value)) return false;
  return typeof value.at === 'number' && Array.isArray(value.names) && value.names.every(isName);
}

function isName(value: unknown): value is RememberedName {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    'description' in value &&
    typeof value.value === 'string' &&
    typeof value.description === 'string'
  );
}
