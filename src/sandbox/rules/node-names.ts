import type { Release } from '../../domain/release.ts';
import { asOf } from '../release.ts';
import type { SandboxStatus } from '../status.ts';
import { bareError } from '../status.ts';
import { quoted } from './prefixes.ts';
import type { NameRule } from './user-names.ts';
import { dnsSegmentRule } from './user-names.ts';

/** The rule a release applies to the new name of a node. */
export function nodeNameRule(release: Release): NameRule {
  return (name) => {
    const wrong = asOf<NameRule>(release, {
      '0.23': dnsSegmentRule('theses'),
      '0.25': twoCharacters(dnsSegmentRule('these')),
      '0.27.0': hostnameRule,
      '0.29': dnsLabelRule,
    })(name);
    const before = asOf(release, {
      '0.23': 'renaming node: ',
      '0.30': 'given name is not a valid DNS label: ',
    });
    return wrong && bareError(before + wrong.message, 'bad_name');
  };
}

function twoCharacters(rule: NameRule): NameRule {
  return (name) => {
    if (name.length < 2) return bareError('name must be at least 2 characters long', 'bad_name');
    return rule(name);
  };
}

/** 0.27 and 0.28. Also decides whether a device's host name is taken over. */
export function hostnameRule(name: string): SandboxStatus | undefined {
  const says = (text: string) => bareError(`hostname ${quoted(name)} ${text}`, 'bad_name');
  const length = Buffer.byteLength(name);
  if (length < 2) return says('is too short, must be at least 2 characters');
  if (length > 63) return says('is too long, must not exceed 63 characters');
  if (name.toLowerCase() !== name) return says(`must be lowercase (try ${quoted(name.toLowerCase())})`);
  if (/^-|-$/.test(name)) return says('cannot start or end with a hyphen');
  if (/^\.|\.$/.test(name)) return says('cannot start or end with a dot');
  if (/[^a-z0-9.-]/.test(name)) {
    return says('contains invalid characters, only lowercase letters, numbers, hyphens and dots are allowed');
  }
  return undefined;
}

/** 0.29 and later: one DNS label, upper case allowed. */
function dnsLabelRule(name: string): SandboxStatus | undefined {
  const says = (why: string) => bareError(`${quoted(name)} is not a valid DNS label: ${why}`, 'bad_name');
  if (name === '') return says('empty DNS label');
  if (Buffer.byteLength(name) > 63) return says(`${quoted(name)} is too long, max length is 63 bytes`);
  const label = (why: string) => says(`${quoted(name)} is not a valid DNS label: ${why}`);
  if (!/^[A-Za-z0-9]/.test(name)) return label('must start with a letter or number');
  if (!/[A-Za-z0-9]$/.test(name)) return label('must end with a letter or number');
  const [bad] = /[^A-Za-z0-9-]/u.exec(name) ?? [];
  return bad === undefined ? undefined : label(`contains invalid character '${bad}'`);
}
