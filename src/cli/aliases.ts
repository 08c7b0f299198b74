/** Other words for a noun: singular, short, and what the official client takes or took. */
const NOUNS: Readonly<Record<string, string>> = {
  user: 'users',
  namespace: 'users',
  namespaces: 'users',
  node: 'nodes',
  machine: 'nodes',
  machines: 'nodes',
  device: 'nodes',
  devices: 'nodes',
  route: 'routes',
  preauthkey: 'preauthkeys',
  'pre-auth-key': 'preauthkeys',
  'pre-auth-keys': 'preauthkeys',
  authkey: 'preauthkeys',
  authkeys: 'preauthkeys',
  apikey: 'apikeys',
  'api-key': 'apikeys',
  'api-keys': 'apikeys',
  policies: 'policy',
  context: 'contexts',
};

/** Other words for a verb. */
const VERBS: Readonly<Record<string, string>> = {
  ls: 'list',
  rm: 'delete',
  remove: 'delete',
  destroy: 'delete',
  del: 'delete',
  new: 'create',
  add: 'create',
  get: 'show',
  mv: 'rename',
  logout: 'expire',
  revoke: 'expire',
};

/** The words a noun may be replaced by, for help and completion. */
export function nounAliases(noun: string): string[] {
  return Object.keys(NOUNS).filter((alias) => NOUNS[alias] === noun);
}

/**
 * Replaces aliases among the leading words of a command. A word that is right as it stands stays:
 * `policy get` is not `policy show`.
 */
export function withoutAliases(words: readonly string[], exists: (id: string) => boolean): string[] {
  const [first, second, ...rest] = words;
  if (first === undefined) return [];
  const noun = meant(NOUNS, first);
  if (second === undefined) return [noun];
  const verb = exists(`${noun} ${second}`) ? second : meant(VERBS, second);
  return [noun, exists(`${noun} ${verb}`) ? verb : second, ...rest];
}

/** Any word can be typed, also one that every object has, such as `constructor`. */
function meant(table: Readonly<Record<string, string>>, word: string): string {
  return (Object.hasOwn(table, word) && table[word]) || word;
}
