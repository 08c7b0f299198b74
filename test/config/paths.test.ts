import { describe, expect, test } from 'vitest';
import type { Env } from '../../src/config/env.ts';
import { type Folders, foldersOf } from '../../src/config/paths.ts';

const WINDOWS_HOME = 'C:\\Users\\ann';

describe('the folders of hs', () => {
  test.each<[string, NodeJS.Platform, Env, string | undefined, Folders]>([
    [
      'Linux',
      'linux',
      {},
      '/home/ann',
      {
        config: { path: '/home/ann/.config/hs', own: true },
        state: '/home/ann/.local/state/hs',
        cache: '/home/ann/.cache/hs',
        data: '/home/ann/.local/share/hs',
      },
    ],
    [
      'macOS, whose cache alone has a place of its own',
      'darwin',
      {},
      '/Users/ann',
      {
        config: { path: '/Users/ann/.config/hs', own: true },
        state: '/Users/ann/.local/state/hs',
        cache: '/Users/ann/Library/Caches/hs',
        data: '/Users/ann/.local/share/hs',
      },
    ],
    [
      'Windows by its variables',
      'win32',
      { APPDATA: 'D:\\Roaming', LOCALAPPDATA: 'D:\\Local' },
      WINDOWS_HOME,
      {
        config: { path: 'D:\\Roaming\\hs', own: true },
        state: 'D:\\Local\\hs\\state',
        cache: 'D:\\Local\\hs\\cache',
        data: 'D:\\Local\\hs\\data',
      },
    ],
    [
      'Windows without them',
      'win32',
      {},
      WINDOWS_HOME,
      {
        config: { path: 'C:\\Users\\ann\\AppData\\Roaming\\hs', own: true },
        state: 'C:\\Users\\ann\\AppData\\Local\\hs\\state',
        cache: 'C:\\Users\\ann\\AppData\\Local\\hs\\cache',
        data: 'C:\\Users\\ann\\AppData\\Local\\hs\\data',
      },
    ],
    [
      'XDG variables, on every system',
      'darwin',
      { XDG_CONFIG_HOME: '/x/c', XDG_STATE_HOME: '/x/s', XDG_CACHE_HOME: '/x/k', XDG_DATA_HOME: '/x/d' },
      '/Users/ann',
      { config: { path: '/x/c/hs', own: true }, state: '/x/s/hs', cache: '/x/k/hs', data: '/x/d/hs' },
    ],
    [
      'relative XDG variables, which count as none',
      'linux',
      { XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: './s', XDG_CACHE_HOME: '', XDG_DATA_HOME: ' ' },
      '/home/ann',
      {
        config: { path: '/home/ann/.config/hs', own: true },
        state: '/home/ann/.local/state/hs',
        cache: '/home/ann/.cache/hs',
        data: '/home/ann/.local/share/hs',
      },
    ],
    [
      'HS_CONFIG_DIR, for the config alone and above XDG',
      'linux',
      { HS_CONFIG_DIR: './mine', XDG_CONFIG_HOME: '/x/c' },
      '/home/ann',
      {
        config: { path: './mine', own: false },
        state: '/home/ann/.local/state/hs',
        cache: '/home/ann/.cache/hs',
        data: '/home/ann/.local/share/hs',
      },
    ],
    [
      'no home',
      'linux',
      {},
      undefined,
      { config: undefined, state: undefined, cache: undefined, data: undefined },
    ],
    [
      'no home but HS_CONFIG_DIR',
      'linux',
      { HS_CONFIG_DIR: '/etc/hs' },
      '',
      { config: { path: '/etc/hs', own: false }, state: undefined, cache: undefined, data: undefined },
    ],
  ])('%s', (_, platform, env, home, folders) => {
    expect(foldersOf({ env, platform, home })).toEqual(folders);
  });
});
