import type { Release } from '../../domain/release.ts';
import { asOf } from '../release.ts';
import type { SandboxStatus } from '../status.ts';
import { bareError } from '../status.ts';

/** Answers what is wrong with a name, or undefined. */
export type NameRule = (name: string) => SandboxStatus | undefined;

/** The rule a release applies to user names on the API. From 0.27 on there is none: even "" is taken. */
export function userNameRule(release: Release): NameRule {
  return asOf<NameRule>(release, {
    '0.23': dnsSegmentRule('theses'),
    '0.25': userNameProper,
    '0.27.0': anything,
  });
}

/**
 * The older rule, which also served for nodes: 63 bytes, lower case, `a-z0-9.-`. `these` is the word its text has
 * before "rules": `theses` up to 0.24, `these` later.
 */
export function dnsSegmentRule(these: 'theses' | 'these'): NameRule {
  const says = (text: string) => bareError(`${text}: invalid user name`, 'bad_name');
  return (name) => {
    if (Buffer.byteLength(name) > 63) {
      return says(`DNS segment must not be over 63 chars. ${name} doesn't comply with this rule`);
    }
    if (name.toLowerCase() !== name) {
      return says(`DNS segment should be lowercase. ${name} doesn't comply with this rule`);
    }
    if (/[^a-z0-9.-]/.test(name)) {
      return says(
        'DNS segment should only be composed of lowercase ASCII letters numbers, hyphen and dots. ' +
          `${name} doesn't comply with ${these} rules`,
      );
    }
    return undefined;
  };
}

/** 0.25 and 0.26: two bytes or more, no digit first, letters of any script, digits, `-._` and one `@`. */
function userNameProper(name: string): SandboxStatus | undefined {
  if (Buffer.byteLength(name) < 2)
    return bareError('username must be at least 2 characters long', 'bad_name');
  if (/^\p{N}/u.test(name)) return bareError('username cannot start with a number', 'bad_name');
  let at = 0;
  for (const character of name) {
    if (character === '@') {
      at += 1;
      if (at > 1) return bareError("username cannot contain more than one '@'", 'bad_name');
    } else if (!/[\p{L}\p{N}._-]/u.test(character)) {
      return bareError(`username contains invalid character: '${character}'`, 'bad_name');
    }
  }
  return undefined;
}

function anything(): undefined {
  return undefined;
}
