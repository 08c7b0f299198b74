import { type Finding, ok, skipped } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { httpAnswers } from './look-web.ts';
import { proxyOf } from './proxy-kind.ts';

/** Whether a reverse proxy is in between, as far as headers tell. */
export async function checkProxy(ex: Examination): Promise<Finding> {
  if (ex.address.kind === 'unix') return skipped('none is in front of a socket');
  const web = await ex.web();
  if (httpAnswers(web).length === 0) return skipped('no page came back that could tell');
  const { name } = proxyOf(web);
  return ok(
    name === undefined
      ? 'none names itself: Headscale itself, or Traefik, which never does'
      : `${name} is in between`,
  );
}
