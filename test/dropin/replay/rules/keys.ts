import type { Rule } from '../rule.ts';
import { commandOf, flagOf } from './line.ts';

/** Differences of `apikeys`. */
export const KEY_RULES: readonly Rule[] = [
  {
    difference: 'no-dead-keys',
    fits: (one) => commandOf(one) === 'apikeys create' && flagOf(one, 'expiration') === '0',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^Error: parsing duration: "0" is no lifetime: it would be over at once\n/,
    carry: () => ({
      call: ['CreateApiKey', { expiration: { seconds: String(Math.floor(Date.now() / 1000)), nanos: 0 } }],
    }),
  },
  {
    difference: 'durations-explained',
    fits: (one) => commandOf(one) === 'apikeys create' && one.note === 'bad durations' && one.exit === 1,
    parts: ['stderr'],
    stderr: /parsing duration: (A duration cannot be empty|.* is not a duration: |.* is too long: )/,
  },
  {
    difference: 'found-first',
    fits: (one) => /^apikeys (expire|delete)$/.test(commandOf(one)) && /record not found/.test(one.stderr),
    parts: ['stderr'],
    stderr: /(expiring|deleting) api key: There is no API key with /,
  },
];
