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

/** Other words for a verb: the first of these that the noun has is meant. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  ls: ['list'],
  rm: ['delete', 'remove'],
  remove: ['delete'],
  delete: ['remove'],
  destroy: ['delete', 'remove'],
  del: ['delete', 'remove'],
  new: ['create'],
  add: ['create'],
  get: ['show'],
  mv: ['rename'],
  logout: ['expire'],
  revoke: ['expire'],
  switch: ['use'],
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
  const noun = (Object.hasOwn(NOUNS, first) && NOUNS[first]) || first;
  if (second === undefined) return [noun];
  // Any word can be typed, also one that every object has, such as `constructor`.
  const verbs = [second, ...(Object.hasOwn(VERBS, second) ? (VERBS[second] ?? []) : [])];
  return [noun, verbs.find((verb) => exists(`${noun} ${verb}`)) ?? second, ...rest];
}
