import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

/** The names that every release takes for a node (measured on 0.23 to 0.30): one DNS label, lower case. */
const PORTABLE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
const LONGEST = 63;

const RULE =
  'A node name is one DNS label: 2 to 63 lower-case letters, digits and hyphens, with a letter or digit first and last';

/**
 * Accepts the name that a node shall have in the tailnet's DNS. Not for finding nodes.
 * @throws HsError `invalid_value`
 */
export function parseNodeName(text: string): string {
  const why = whyRefused(text);
  if (why === undefined) return text;
  const shown = text === '' ? 'An empty node name' : quoted(text);
  throw invalidValue(
    `${shown} cannot be a node name: ${why}`,
    `${RULE}, for example ${likelyName(text) ?? 'laptop-1'}.`,
  );
}

function whyRefused(text: string): string | undefined {
  if (PORTABLE.test(text)) return undefined;
  if (text === '') return 'DNS has no empty names';
  if (text.length > LONGEST) return `it has ${text.length} characters, ${LONGEST} are allowed`;
  if (text !== text.toLowerCase()) return 'it has upper-case letters';
  if (/\./.test(text)) return 'a dot separates names in DNS';
  const strange = /[^a-z0-9-]/u.exec(text)?.[0];
  if (strange !== undefined) return `${strange === ' ' ? 'a space' : quoted(strange)} is not allowed in it`;
  if (text.length < 2) return 'some releases want at least two characters';
  return 'it begins or ends with a hyphen';
}

/** A name near what was typed that would be taken: `My Laptop.` gives `my-laptop`. */
function likelyName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[\s._]+/g, '-')
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return PORTABLE.test(name) ? name : undefined;
}
