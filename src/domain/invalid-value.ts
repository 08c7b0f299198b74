import { HsError } from '../errors.ts';

/** The error of a value that is refused: what was given and why, then the rule with an example. */
export function invalidValue(message: string, hint: string): HsError {
  return new HsError('invalid_value', message, { hint });
}
