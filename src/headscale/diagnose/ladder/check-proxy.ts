import { type Finding, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { headerOf, httpAnswers } from './look-web.ts';
import { proxyOf } from './proxy-kind.ts';

/** Whether a reverse proxy is in between, as far as headers tell. */
export async function checkProxy(ex: Examination): Promise<Finding> {
  if (ex.address.kind === 'unix') return skipped('none is in front of a socket');
  const web = await ex.web();
  if (httpAnswers(web).length === 0) return skipped('no page came back that could tell');
  const { name } = proxyOf(web);
  if (headerOf(web, 'server')?.toLowerCase() === 'cloudflare') {
    // Its tunnels and its proxy break the connections of devices (the documentation of Headscale on reverse proxies).
    return warning(
      'cloudflare is in between, which Headscale does not support: devices may not get through',
      [
        `Switch its proxy off for ${ex.address.host}: "DNS only" in its list of names.`,
        `Or go past it: hs login ssh://admin@${ex.address.host}`,
      ],
    );
  }
  return ok(
    name === undefined
      ? 'none names itself: Headscale itself, or Traefik, which never does'
      : `${name} is in between`,
  );
}
