import { invalidValue } from '../invalid-value.ts';
import { parseIpAddress } from '../ip-address.ts';
import { networkOf, type Prefix, parsePrefix, prefixesOverlap } from '../prefix.ts';
import { quoted } from '../quoted.ts';
import { sameButCase } from '../resolution.ts';
import { isExitRoute } from '../route.ts';
import { parseSelector } from '../selector.ts';
import type { User } from '../user.ts';
import type { TextField } from './field.ts';

/** What tells a field from others of its kind. */
export type FieldWords<T> = Pick<TextField<T>, 'name' | 'aliases' | 'description' | 'example'>;

/** Words in which case does not count. An empty value stands for "none". */
export function wordField<T>(words: FieldWords<T>, values: (item: T) => readonly string[]): TextField<T> {
  return {
    ...words,
    kind: 'text',
    equals: (value) => (item) => equalsAny(values(item), value, sameButCase),
    contains: (value) => (item) => containsAny(values(item), value),
  };
}

/** Tags, with or without `tag:` before them. */
export function tagField<T>(words: FieldWords<T>, tags: (item: T) => readonly string[]): TextField<T> {
  const bare = (tag: string) => tag.replace(/^tag:/i, '');
  return wordField(words, (item) => tags(item).flatMap((tag) => [tag, bare(tag)]));
}

/**
 * An owner. `=` takes what nobody can choose to be called: id, name, e-mail address or provider id. Case counts but in
 * addresses, since servers tell Alice from alice. `~` looks in display names too.
 */
export function ownerField<T>(words: FieldWords<T>, owner: (item: T) => User | null): TextField<T> {
  return {
    ...words,
    kind: 'text',
    equals: (value) => {
      if (value === '') return (item) => owner(item) === null;
      const matches = userMatcher(value);
      return (item) => {
        const user = owner(item);
        return user !== null && matches(user);
      };
    },
    contains: (value) => (item) => {
      const user = owner(item);
      return user !== null && containsAny([user.name, user.email, user.displayName], value);
    },
  };
}

function userMatcher(value: string): (user: User) => boolean {
  const selector = parseSelector(value, 'user');
  if (selector.kind === 'id') return ({ id }) => id === selector.id;
  if (selector.kind === 'name') return ({ name }) => name === selector.name;
  return ({ id, name, email, providerId }) =>
    name === value ||
    (email !== '' && sameButCase(email, value)) ||
    providerId === value ||
    (selector.kind === 'digits' && id === value);
}

/** IP addresses: `=` takes an address or a network it is in, `~` a piece of its text. */
export function addressField<T>(
  words: FieldWords<T>,
  addresses: (item: T) => readonly string[],
): TextField<T> {
  return {
    ...words,
    kind: 'text',
    equals: (value) => {
      const wanted = networkOrAddress(value, words.example);
      return (item) => addresses(item).some((text) => isInside(text, wanted));
    },
    contains: (value) => (item) => containsAny(addresses(item), value),
  };
}

/**
 * Routes: `=` takes exactly that network, `~` a network or an address that a route shares addresses with. The routes of
 * exit nodes share addresses with everything, so that `~` finds them by themselves alone.
 */
export function routeField<T>(words: FieldWords<T>, routes: (item: T) => readonly string[]): TextField<T> {
  return {
    ...words,
    kind: 'text',
    equals: (value) => {
      const wanted = networkOrAddress(value, words.example);
      return (item) => routes(item).some((text) => networkOf(text)?.text === wanted.text);
    },
    contains: (value) => {
      const wanted = networkOrAddress(value, words.example);
      return (item) => routes(item).some((text) => sharesAddresses(text, wanted));
    },
  };
}

/** One word of a few. */
export function choiceField<T>(
  words: FieldWords<T>,
  choices: readonly string[],
  value: (item: T) => string | undefined,
): TextField<T> {
  const known = (text: string): string => {
    const found = choices.find((choice) => sameButCase(choice, text));
    if (found !== undefined) return found;
    throw invalidValue(
      `${quoted(text)} is none of ${choices.join(', ')}`,
      `Write for example ${words.example}.`,
    );
  };
  const test = (text: string) => {
    const wanted = known(text);
    return (item: T) => value(item) === wanted;
  };
  return { ...words, kind: 'text', choices, equals: test, contains: test };
}

function equalsAny(
  texts: readonly string[],
  value: string,
  same: (a: string, b: string) => boolean,
): boolean {
  if (value === '') return texts.every((text) => text === '');
  return texts.some((text) => same(text, value));
}

function containsAny(texts: readonly string[], value: string): boolean {
  const wanted = value.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** An address is a network of one. */
function networkOrAddress(text: string, example: string): Prefix {
  const alone = hostPrefix(text);
  if (alone !== undefined) return alone;
  if (text.includes('/')) return parsePrefix(text);
  throw invalidValue(`${quoted(text)} is neither an address nor a network`, `Write for example ${example}.`);
}

function hostPrefix(text: string): Prefix | undefined {
  const address = parseIpAddress(text);
  return address && networkOf(`${text}/${address.family === 4 ? 32 : 128}`);
}

function isInside(text: string, wanted: Prefix): boolean {
  const alone = hostPrefix(text);
  return alone !== undefined && prefixesOverlap(alone, wanted);
}

function sharesAddresses(text: string, wanted: Prefix): boolean {
  const network = networkOf(text);
  if (network === undefined) return false;
  if (isExitRoute(text) || wanted.length === 0) return network.text === wanted.text;
  return prefixesOverlap(network, wanted);
}
