import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import type { Context } from '../../src/config/context.ts';
import { type Contexts, contextsIn } from '../../src/config/contexts.ts';
import { keepKey } from '../../src/config/stored-key.ts';

/** Answers every call to a keyring as a machine does that has none. */
const NO_KEYRING = [process.execPath, '-e', `process.stdout.write('{"missing":true}')`] as const;

/** Contexts in a folder that is gone after the test, without a keyring. */
export interface Remembered {
  readonly contexts: Contexts;
  /** The folder of the config, which is not there before something is kept. */
  readonly folder: string;
  /** The text of `config.yaml` or `credentials.json`. */
  text(file: 'config.yaml' | 'credentials.json'): string;
  /** The keys that are kept, with their addresses, by context. */
  keys(): Record<string, string>;
}

/** A machine that nobody has logged in on yet. */
export function nothingRemembered(): Remembered {
  const home = mkdtempSync(path.join(tmpdir(), 'hs-contexts-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = path.join(home, 'hs');
  const text: Remembered['text'] = (file) => readFileSync(path.join(folder, file), 'utf8');
  return {
    folder,
    text,
    keys: () => (JSON.parse(text('credentials.json')) as { secrets: Record<string, string> }).secrets,
    contexts: contextsIn({
      folder: { path: folder, own: true },
      facts: { platform: process.platform, pid: process.pid, isAlive: () => true, now: Date.now },
      env: {},
      keyringProcess: NO_KEYRING,
      notice: () => {},
      signal: new AbortController().signal,
    }),
  };
}

/** A machine where these contexts have been made, one after the other, with their keys; the last is the current one. */
export async function remembering(
  ...all: readonly (readonly [context: Context, apiKey: string | undefined])[]
): Promise<Remembered> {
  const kept = nothingRemembered();
  for (const [context, apiKey] of all) {
    if (apiKey !== undefined) await keepKey(kept.contexts.store('file'), context, apiKey);
    const put = apiKey === undefined ? context : { ...context, key: { kind: 'file' as const } };
    await kept.contexts.file.change((draft) => {
      draft.put(put);
      draft.use(context.name);
    });
  }
  return kept;
}
