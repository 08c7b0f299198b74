/** A link to hs, or the file that Windows needs in its place. */
const OFFICIAL = /^headscale(\.(cmd|exe|js))?$/i;

/**
 * The words for the official client's command line: all of them where hs was called by that client's name, those after
 * it in `hs headscale …`. Undefined where hs was called as itself.
 * @param argv as a process has it: the runtime, the file that was called, the words
 */
export function officialWords([, file = '', ...words]: readonly string[]): readonly string[] | undefined {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  if (OFFICIAL.test(name)) return words;
  return words[0] === 'headscale' ? words.slice(1) : undefined;
}
