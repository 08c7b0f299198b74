import { API_PATH, askPath } from '../ask.ts';
import { tooLarge } from '../web-causes.ts';
import { type Finding, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { fixOf } from './fixes.ts';
import type { BodyLook } from './look-grpc.ts';
import { proxyOf } from './proxy-kind.ts';

/** Above what nginx lets through where nobody says otherwise (1 MiB), and below what Headscale takes. */
const LARGE_BYTES = 1_200_000;

/** Whether a proxy stops what a large policy would need. */
export async function checkBodySize(ex: Examination): Promise<Finding> {
  if (ex.address.kind === 'unix') return skipped('none is in front of a socket');
  const grpc = await ex.grpc();
  if (grpc.kind !== 'reached' && !(await ex.hasWebApi())) return skipped('nothing of Headscale answers');
  if (grpc.kind === 'kept' && (await ex.web()).side === 'headscale_0_30') {
    return skipped('0.30 and later take no more than 1 MiB themselves');
  }
  const seen = grpc.kind === 'reached' ? await grpc.sendBytes(LARGE_BYTES) : await announced(ex);
  if (seen === 'arrived') return ok('1.2 MB get through');
  if (seen === 'unclear') return skipped('no clear answer came to 1.2 MB');
  return warning('the proxy stops requests of 1.2 MB, which a large policy can be', [
    ...fixOf(tooLarge(), ex.address, proxyOf(await ex.web()).candidates),
  ]);
}

/** Announces a large body to a read without a key, which is refused before any of it is sent. */
async function announced(ex: Examination): Promise<BodyLook> {
  const headers = [`Content-Length: ${LARGE_BYTES}`, 'Expect: 100-continue'];
  const answer = await askPath(ex.scene(), API_PATH, headers);
  if (answer.kind !== 'http') return 'unclear';
  if (answer.status === 413) return 'stopped';
  // 100 asks for the body, which a server or proxy does after it has found the size to its liking.
  return answer.status === 401 || answer.status === 100 ? 'arrived' : 'unclear';
}
