/** Words of a command line that takes nodes and something after them. */
export interface NodesAndRest {
  readonly nodes: readonly string[];
  readonly rest: readonly string[];
}

/**
 * Tells nodes from tags or routes: the first word names a node, and so do those after it up to the first that looks
 * like the rest. Where none does, one node was named and the others are meant to be the rest, misspelt or not.
 * @param looksLikeRest `tag:web`, `10.1.0.0/24`
 * @param among `nodesElsewhere`: a filter names the nodes; `restElsewhere`: a flag says what is done
 */
export function splitNodes(
  words: readonly string[],
  looksLikeRest: (word: string) => boolean,
  among: { readonly nodesElsewhere: boolean; readonly restElsewhere: boolean },
): NodesAndRest {
  if (among.nodesElsewhere) return { nodes: [], rest: words };
  const first = words.findIndex((word, index) => (index > 0 || among.restElsewhere) && looksLikeRest(word));
  const end = first >= 0 ? first : among.restElsewhere ? words.length : 1;
  return { nodes: words.slice(0, end), rest: words.slice(end) };
}

/** `tag:web`, and what was meant to be like it. */
export function looksLikeTag(word: string): boolean {
  return /^tags?[:=]/i.test(word);
}

/** A network: addresses and names of nodes have no slash. */
export function looksLikeRoute(word: string): boolean {
  return word.includes('/');
}
