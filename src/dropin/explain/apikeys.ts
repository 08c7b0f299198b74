import { byId, byName, type Explain, flag, type Said } from './explanation.ts';

/** The lines of `headscale apikeys`. */
export const APIKEYS: Readonly<Record<string, Explain>> = {
  'apikeys list': () => ({
    command: ['apikeys', 'list'],
    better: ['What ends soon comes first with --sort expiration, or alone with --expiring=30d.'],
  }),
  'apikeys create': (said) => ({
    command: ['apikeys', 'create'],
    flags: flag('--expiration', said.text('expiration')),
    better: [
      'The key alone, for a script, is -o name.',
      'To replace the key that is in use, and end the old one once the new one works: hs apikeys rotate',
    ],
  }),
  'apikeys expire': (said) => ({
    command: ['apikeys', 'expire'],
    args: [key(said)],
    asks: 'hs',
    better: ['A key that does not exist, or that is the one in use, is told before anything is sent.'],
  }),
  'apikeys delete': (said) => ({
    command: ['apikeys', 'delete'],
    args: [key(said)],
    asks: 'hs',
    better: ['All that are over go at once: hs apikeys prune'],
  }),
};

function key(said: Said): string {
  const prefix = said.text('prefix');
  return prefix === undefined ? byId(said.id('id'), 'KEY') : byName(prefix);
}
