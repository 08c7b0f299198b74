/** Characters of base64url, which newer keys are made of. They include `-` and `_`, so parts are cut by length. */
const B64 = '[A-Za-z0-9_-]';

/** A pre-auth key, API key or registration secret of 0.28 and later, whole or cut off; not its masked form. */
const MODERN_KEY = new RegExp(`hskey-(auth|api|reg)-(${B64}{12})${B64}{2,}`, 'g');
/** An API key of 0.23 and 0.24 (10.43 characters) or of 0.25 to 0.27 (7.32). */
const DOTTED_KEY = new RegExp(`(?<!${B64})(${B64}{10}\\.${B64}{43}|${B64}{7}\\.${B64}{32})(?!${B64})`, 'g');
/** A pre-auth key up to 0.27: 24 bytes in hex. Longer runs of hex are machine or node keys, which are public. */
const HEX_KEY = /(?<![0-9a-fA-F])[0-9a-f]{48}(?![0-9a-fA-F])/g;

/** How many characters of a key without a prefix of its own stay readable. */
const HEX_SHOWN = 8;

/** Known secrets shorter than this are not looked for: too many innocent words would be cut. */
const SHORTEST_KNOWN = 6;

const MASK = '***';

/** What a masked key looks like, as servers and as hs write it. */
const MASKED = new RegExp(`^(hskey-(auth|api)-${B64}{12}-?|hskey-reg-|${B64}{0,12})(\\*{3}|…)$`);

/**
 * The form in which a key may be shown: a start that tells keys apart, then `***`, as servers of 0.28 and later
 * write it (`hskey-auth-abcdefghijkl-***`). Forms that are masked already and bare prefixes pass through.
 * Text of no known form keeps four characters, and none when it is short.
 */
export function maskSecret(text: string): string {
  if (text === '' || MASKED.test(text)) return text;
  if (new RegExp(`^hskey-(auth|api)-${B64}{12}$`).test(text)) return text;
  const bare = text.replace(/(\*{3}|…)$/, '');
  const masked = maskPatterns(bare);
  if (masked !== bare && masked.endsWith(MASK)) return masked;
  return text.length >= 24 ? `${text.slice(0, 4)}${MASK}` : MASK;
}

/** Masks whatever in a text has the form of a Headscale secret; the rest stays as it is. */
export function maskPatterns(text: string): string {
  return text
    .replace(MODERN_KEY, (_, kind: string, prefix: string) =>
      kind === 'reg' ? `hskey-reg-${MASK}` : `hskey-${kind}-${prefix}-${MASK}`,
    )
    .replace(DOTTED_KEY, (key) => `${key.slice(0, key.indexOf('.'))}${MASK}`)
    .replace(HEX_KEY, (key) => `${key.slice(0, HEX_SHOWN)}${MASK}`);
}

/** True where the text as a whole has the form of a secret that a server accepts. */
export function looksLikeSecret(text: string): boolean {
  const masked = maskPatterns(text);
  return masked !== text && masked.endsWith(MASK) && !/\s/.test(text);
}

/** Takes secrets out of texts: those it was told of, by value, and whatever has the form of one. */
export interface Redactor {
  /** Tells it a secret of this process. Ones under six characters are left to the patterns. */
  add(secret: string): void;
  /** The text with every secret masked. */
  redact(text: string): string;
}

/** A redactor that knows these secrets from the start, also as they look inside JSON text and in URLs. */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const masks = new Map<string, string>();
  let longestFirst: string[] = [];

  const add = (secret: string): void => {
    if (secret.length < SHORTEST_KNOWN) return;
    for (const form of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(wellFormed(secret)),
    ]) {
      masks.set(form, maskSecret(secret));
    }
    longestFirst = [...masks.keys()].sort((a, b) => b.length - a.length);
  };
  for (const secret of secrets) add(secret);

  return {
    add,
    redact(text) {
      let clean = text;
      for (const form of longestFirst) clean = clean.replaceAll(form, () => masks.get(form) ?? MASK);
      return maskPatterns(clean);
    },
  };
}

/** Lone surrogates have no place in a URL and would make the encoding throw. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
