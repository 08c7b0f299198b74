/** What a pasted URL says. The id is not checked yet. */
export interface PastedUrl {
  readonly id: string;
  readonly host: string;
  readonly purpose: 'register' | 'approve';
}

/** What a pasted command says. The id is not checked yet. */
export interface PastedCommand {
  readonly id: string;
  readonly user?: string;
  readonly host?: string;
  readonly purpose?: 'register' | 'approve';
}

/** Nouns of the command line under which devices are registered and sessions approved. */
const NOUNS: ReadonlySet<string> = new Set(['nodes', 'node', 'machines', 'machine', 'auth']);
const ID_FLAGS: ReadonlySet<string> = new Set(['--key', '-k', '--auth-id']);
const USER_FLAGS: ReadonlySet<string> = new Set(['--user', '-u', '--namespace', '-n']);

/** `USERNAME`, `<user>`, `YOUR_USER`, `{user}`: what pages show where the user's name goes. */
const PLACEHOLDER = /^[<{[]?(your[-_ ]?)?(user|username|user[-_ ]?name|user[-_ ]?id|namespace)[>}\]]?$/i;

/**
 * Finds `https://host[/prefix]/register/<id>` (a device wants in) or `/auth/<id>` (an SSH check of 0.29 and later),
 * with or without the scheme. Undefined where the text is no such URL.
 */
export function parsePastedUrl(text: string): PastedUrl | undefined {
  const match =
    /^[(<]?(?:https?:\/\/)?(?:[^\s/?#@]*@)?((?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]]+)(?::\d+)?)(?:\/[^\s?#]*)?\/(register|auth)\/([^\s/?#]+)\/?(?:[?#]\S*)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, host = '', page = '', id = ''] = match;
  return {
    id: decoded(id).replace(/[^A-Za-z0-9_-]+$/, ''),
    host: host.toLowerCase(),
    purpose: page.toLowerCase() === 'auth' ? 'approve' : 'register',
  };
}

/**
 * Finds the id and the user in a pasted command line such as
 * `docker exec headscale headscale nodes register --user USERNAME --key mkey:…`, or in text around a URL.
 * @param isId tells an id from other words, for ids without a flag before them
 */
export function parsePastedCommand(text: string, isId: (word: string) => boolean): PastedCommand | undefined {
  const words = wordsOf(text);
  const noun = words.findIndex((word) => NOUNS.has(word));
  const own = noun < 0 ? words : words.slice(noun);
  const flagged = flagValue(own, ID_FLAGS);
  if (flagged === undefined) {
    const url = words.map((word) => parsePastedUrl(word)).find((found) => found !== undefined);
    if (url !== undefined) return url;
  }
  const id =
    flagged ?? (noun < 0 ? onlyOne(words.filter((word) => isId(word) && !isWord(word))) : own.find(isId));
  if (id === undefined) return undefined;
  const user = flagValue(own, USER_FLAGS);
  const purpose = purposeOf(own);
  return {
    id,
    ...(user === undefined || user === '' || PLACEHOLDER.test(user) ? {} : { user }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

/** The one there is; undefined where there are none or several. */
function onlyOne(ids: readonly string[]): string | undefined {
  return ids.length === 1 ? ids[0] : undefined;
}

/** True for letters that make a word of a language: ids mix cases or have digits. */
function isWord(text: string): boolean {
  return /^[A-Z]?[a-z]+$|^[A-Z]+$/.test(text);
}

function purposeOf(words: readonly string[]): PastedCommand['purpose'] {
  return words.includes('register') ? 'register' : words.includes('approve') ? 'approve' : undefined;
}

/** The value of a flag in either form. Ids may begin with a hyphen, so the next word counts whatever it is. */
function flagValue(words: readonly string[], flags: ReadonlySet<string>): string | undefined {
  for (const [i, word] of words.entries()) {
    if (flags.has(word)) return words[i + 1];
    const equals = word.indexOf('=');
    if (equals > 0 && flags.has(word.slice(0, equals))) return word.slice(equals + 1);
  }
  return undefined;
}

/** Splits like a shell, as far as pasted commands need it: quotes join, backslashes at line ends vanish. */
function wordsOf(text: string): string[] {
  const straight = text
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/(?<=^|\s)[–—](?=[a-z])/g, '--')
    .replace(/\\\r?\n/g, ' ');
  const words = straight.match(/(?:"[^"]*"|'[^']*'|[^\s"'`])+/g) ?? [];
  return words.flatMap((word) => {
    const bare = word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2');
    // A command handed to ssh as one quoted word.
    return /\s(register|approve)\s/.test(bare) ? bare.split(/\s+/) : [bare];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
