import { type Finding, failed, ok, skipped, small } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { fixOfRemovedKey } from './fixes.ts';
import { proxyOf } from './proxy-kind.ts';

/** Whether the API key opens the server. */
export async function checkCredential(ex: Examination): Promise<Finding> {
  const look = await ex.keys();
  if (look.kind === 'untried') return skipped(look.why, look.fix);
  if (look.kind === 'works') {
    return ok(ex.server.apiKey === undefined ? 'a socket needs none, and answers' : 'it works');
  }
  const { error } = look;
  if (error.code === 'credentials' && /got none/.test(error.message) && ex.server.apiKey !== undefined) {
    return failed('credentials', 'a key was sent, and none arrived: the proxy takes it off', [
      'The header Authorization has to reach Headscale as it is.',
      ...fixOfRemovedKey(proxyOf(await ex.web()).candidates),
    ]);
  }
  const overHttp = error.code === 'credentials' && (await ex.grpc()).kind === 'kept';
  const alike =
    'Over HTTP these look alike: a key mistyped, deleted, expired, of another server, or taken off by a proxy.';
  return failed(error.code, small(error.message), [
    ...(overHttp ? [alike] : []),
    ...(error.hint === undefined ? [] : [error.hint]),
  ]);
}
