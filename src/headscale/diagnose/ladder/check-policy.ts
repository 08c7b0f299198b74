import { HsError } from '../../../errors.ts';
import { type Finding, failed, ok, skipped, small, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** Where the access policy is kept, and so whether hs can set it. */
export async function checkPolicy(ex: Examination): Promise<Finding> {
  if ((await ex.keys()).kind !== 'works') return skipped('the policy could not be asked for');
  try {
    const { text, updatedAt } = await (await ex.api()).getPolicy();
    if (updatedAt === null) return ok('kept in a file on the server: hs shows it and cannot set it');
    if (text.trim() === '') {
      return warning('kept in the database, and empty: from the next start of Headscale all is allowed', [
        'Store one: hs policy set FILE',
      ]);
    }
    return ok('kept in the database');
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    if (error.code === 'not_found') {
      return /configuration names none/.test(error.message)
        ? ok('mode file, and no file is named: everything is allowed to everyone')
        : ok('kept in the database, and none is stored: everything is allowed to everyone');
    }
    const fix = error.hint === undefined ? [] : [error.hint];
    const detail = small(error.message);
    return error.code === 'failed' ? warning(detail, fix) : failed(error.code, detail, fix);
  }
}
