import { named } from '../../../domain/quoted.ts';
import { headerOf, httpAnswers, type WebLook } from './look-web.ts';

/** The programs whose configuration lines hs knows. */
export type ProxyName = 'nginx' | 'Caddy' | 'Traefik';

/** What is in front of Headscale, by the headers of its answers. */
export interface ProxyLook {
  /** Which it can be: all three where nothing tells. */
  readonly candidates: readonly ProxyName[];
  /** What it calls itself; undefined where it does not. */
  readonly name: string | undefined;
}

const ALL: readonly ProxyName[] = ['Traefik', 'nginx', 'Caddy'];

/**
 * Who is in between. nginx and Caddy name themselves in every answer; Traefik and Headscale itself never do (measured
 * on nginx 1.22, Caddy 2.6 and Traefik 3.7).
 */
export function proxyOf(web: WebLook | undefined): ProxyLook {
  if (!web || httpAnswers(web).length === 0) return { candidates: ALL, name: undefined };
  const server = headerOf(web, 'server');
  const via = headerOf(web, 'via');
  const said = [server, via].filter((text) => text !== undefined);
  if (said.length === 0) return { candidates: ['Traefik'], name: undefined };
  const all = said.join(' ');
  const candidates: readonly ProxyName[] = /nginx|openresty|tengine/i.test(all)
    ? ['nginx']
    : /caddy/i.test(all)
      ? ['Caddy']
      : ALL;
  return { candidates, name: said.map((text) => named(text)).join(', via ') };
}
