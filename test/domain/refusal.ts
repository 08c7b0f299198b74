import { HsError } from '../../src/errors.ts';

/** The HsError that a call ends with; fails the test where it ends otherwise. */
export function refusalOf(call: () => unknown): HsError {
  try {
    call();
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
