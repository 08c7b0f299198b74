/** A link to hs, or the file that Windows needs in its place. */
const OFFICIAL = /^headscale(\.(cmd|exe|js))?$/i;

/** A line that is for the official client's command line. */
export interface OfficialLine {
  readonly words: readonly string[];
  /** Typed as `hs headscale …`, where hs has words of its own. Under the other name there is the official line alone. */
  readonly throughHs: boolean;
}

/**
 * The line for the official client's command line: all words where hs was called by that client's name, those after
 * it in `hs headscale …`. Undefined where hs was called as itself.
 * @param argv as a process has it: the runtime, the file that was called, the words. Where hs is one file, the second
 *   is that file as it was called, a link's name and all (Node 24, measured)
 */
export function officialLine([, file = '', ...words]: readonly string[]): OfficialLine | undefined {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  if (OFFICIAL.test(name)) return { words, throughHs: false };
  return words[0] === 'headscale' ? { words: words.slice(1), throughHs: true } : undefined;
}
