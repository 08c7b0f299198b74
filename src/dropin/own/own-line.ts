import { HsError } from '../../errors.ts';

/** What `hs headscale` does itself, and the official client does not know. */
export type OwnLine =
  | { readonly does: 'install' | 'uninstall'; readonly folder: string }
  | { readonly does: 'explain'; readonly words: readonly string[] };

/** What stands first in such a line, what follows it, and what it does; for help. */
export const OWN_WORDS: readonly (readonly [string, string])[] = [
  ['--install DIR', 'Put `headscale` into a folder: a link to hs that takes these commands'],
  ['--uninstall DIR', 'Take that link away again'],
  ['--explain COMMAND', 'Show the command of hs that does the same, and what it does better'],
];

const OWN = /^--(install|uninstall|explain)(?:=(.*))?$/s;

/** Whether what stands behind `hs headscale` is for hs itself. */
export function isOwnLine([first = '']: readonly string[]): boolean {
  return OWN.test(first);
}

/**
 * Reads such a line.
 * @throws HsError `usage`
 */
export function readOwnLine([first = '', ...rest]: readonly string[]): OwnLine {
  const [, does, inline] = OWN.exec(first) ?? [];
  const words = inline === undefined ? rest : [inline, ...rest];
  if (does !== 'install' && does !== 'uninstall') return { does: 'explain', words };
  const [folder = '', ...more] = words;
  if (folder !== '' && more.length === 0) return { does, folder };
  const wrong = folder === '' ? 'needs a folder' : 'takes one folder and nothing else';
  throw new HsError('usage', `--${does} ${wrong}`, {
    hint: `For example: hs headscale --${does} /usr/local/bin`,
  });
}
