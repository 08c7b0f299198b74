import { SERVER_SIDE, whereToRun } from '../commands/on-the-server.ts';
import type { Explain } from './explanation.ts';

/** The lines of commands that stand alone. */
export const OTHERS: Readonly<Record<string, Explain>> = {
  health: () => ({
    command: ['health'],
    better: ['It says in words what it found; hs doctor says why a server is not reached.'],
  }),
  version: () => ({
    command: ['version'],
    better: ['It tells the version of the server, that of hs, and what that release cannot do.'],
  }),
  __complete: () => ({
    elsewhere: 'Completion scripts ask this, and nobody types it; those of hs are printed by hs completion.',
  }),
  ...Object.fromEntries(
    ['bash', 'fish', 'powershell', 'zsh'].map((shell): [string, Explain] => [
      `completion ${shell}`,
      () => ({
        command: ['completion', shell],
        oneFormat: true,
        local: true,
        better: ['It completes the names of users, nodes, keys and routes too, and filters.'],
      }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(SERVER_SIDE).map(([name, does]): [string, Explain] => [
      name,
      () => ({ elsewhere: whereToRun(name, does) }),
    ]),
  ),
};
