import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

/** Reads how many: a whole number from 1 on. @throws HsError `invalid_value` */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count > 0 && Number.isSafeInteger(count)) return count;
  throw invalidValue(
    `${quoted(text)} is not a number of things`,
    'Write a whole number from 1 on, for example 10.',
  );
}
