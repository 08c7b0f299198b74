import path from 'node:path';
import type { KeptFolder } from '../files/change-file.ts';
import { type Env, given } from './env.ts';

/** What decides where files are kept. */
export interface PathFacts {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** The home folder; undefined where there is none. */
  readonly home: string | undefined;
}

/** Where hs keeps its files. Undefined where nothing says so: a home folder is missing. */
export interface Folders {
  /** Contexts and, where there is no keyring, keys. One that `HS_CONFIG_DIR` names is not hs's own. */
  readonly config: KeptFolder | undefined;
  /** What hs remembers and nobody edits: history, copies of policies. */
  readonly state: string | undefined;
  /** What can be made again. */
  readonly cache: string | undefined;
  readonly data: string | undefined;
}

/**
 * Where files are kept: `HS_CONFIG_DIR` (the config folder alone), else the XDG variables (on every system; only
 * absolute paths, as the XDG Base Directory specification says), else `%APPDATA%` and `%LOCALAPPDATA%` on Windows,
 * else the folders under the home.
 */
export function foldersOf({ env, platform, home }: PathFacts): Folders {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const absolute = (text: string | undefined): string | undefined => {
    const folder = given(text);
    return folder !== undefined && isAbsolute(folder) ? folder : undefined;
  };
  const base = absolute(home);
  const atHome = (...parts: string[]) => (base === undefined ? undefined : join(base, ...parts));
  const windows = (variable: string, ...fallback: string[]) =>
    platform === 'win32' ? (absolute(env[variable]) ?? atHome(...fallback)) : undefined;
  const local = windows('LOCALAPPDATA', 'AppData', 'Local');
  const inFolder = (folder: string | undefined, ...parts: string[]) =>
    folder === undefined ? undefined : join(folder, ...parts);
  const folder = (xdg: string, onWindows: string | undefined, ...elsewhere: string[]) =>
    inFolder(absolute(env[xdg]), 'hs') ??
    (platform === 'win32' ? onWindows : inFolder(atHome(...elsewhere), 'hs'));

  const named = given(env['HS_CONFIG_DIR']);
  const usual = folder(
    'XDG_CONFIG_HOME',
    inFolder(windows('APPDATA', 'AppData', 'Roaming'), 'hs'),
    '.config',
  );
  return {
    config:
      named !== undefined
        ? { path: named, own: false }
        : usual === undefined
          ? undefined
          : { path: usual, own: true },
    state: folder('XDG_STATE_HOME', inFolder(local, 'hs', 'state'), '.local', 'state'),
    cache: folder(
      'XDG_CACHE_HOME',
      inFolder(local, 'hs', 'cache'),
      ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']),
    ),
    data: folder('XDG_DATA_HOME', inFolder(local, 'hs', 'data'), '.local', 'share'),
  };
}
