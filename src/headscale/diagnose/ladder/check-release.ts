import { named } from '../../../domain/quoted.ts';
import { formatRange } from '../../../domain/release.ts';
import { type Finding, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** Which release it is, and how that is known. */
export async function checkRelease(ex: Examination): Promise<Finding> {
  const release = await ex.release();
  if (!release) {
    const answered = (await ex.grpc()).kind === 'reached' || (await ex.hasWebApi());
    return answered
      ? warning('it cannot be told: reads go on as far as they can, changes are refused', [
          'If you know it: --assume-release RELEASE, such as 0.29.',
        ])
      : skipped('nothing of Headscale answers');
  }
  const { range, version, foundBy, contradiction } = release;
  const says = version === undefined ? '' : `; /version says ${named(version)}`;
  const over = release.transport === undefined ? '' : ` over ${release.transport}`;
  const detail = `Headscale ${formatRange(range)}${over}, told by ${foundBy.join(', ')}${says}`;
  if (contradiction === undefined) return ok(detail);
  return warning(`${detail}. But ${contradiction}`, [
    'Two servers may answer here: check where the routes of the proxy lead. A server built by hand can also say anything.',
  ]);
}
