import { DIFFERENCES } from '../../src/dropin/differences.ts';
import { table } from './markdown.ts';

/** `docs/headscale-differences.md`: what `hs headscale` does in another way than the official client. */
export function differencesPage(): string {
  const rows = Object.values(DIFFERENCES).map(({ official, hs, because }) => [official, hs, because]);
  return `${[
    '# In the place of the official client',
    '<!-- Written by `npm run docs`: change src/dropin/differences.ts, not this file. -->',
    'Called as `headscale` (by a link of that name), or as `hs headscale …`, `hs` reads the command line of the official ' +
      'client and answers as it does: the same commands, flags, sentences and JSON, those of 0.29 whatever release is ' +
      'behind. It ends with 0 or 1, and with 130 after Ctrl-C, which is what a shell says of the official client then.',
    'About two thousand recorded calls of the official clients 0.28.0 and 0.29.2 are played again by the tests. What ' +
      'comes out differently is here, with the reason.',
    table(['The official client', 'hs', 'Why'], rows),
    '`HS_HEADSCALE_JSON=0.30` in the environment prints the JSON of 0.30 instead: camelCase, ids as texts, times in RFC ' +
      '3339, nothing left out.',
  ].join('\n\n')}\n`;
}
