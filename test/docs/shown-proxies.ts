import type { RunningSandbox } from '../../src/sandbox/running.ts';
import type { KeyPair } from '../support/certificates.ts';
import {
  type ProxyFiles,
  type RealProxy,
  startCaddySites,
  startNginxSites,
} from '../support/reverse-proxies.ts';
import { codeBlocks, pageText } from './code-blocks.ts';

/** The host name that every page uses for the server of its reader. */
export const EXAMPLE_HOST = 'headscale.example.com';

/** A configuration of a reverse proxy that a page tells people to use: a block such as ```` ```nginx site ````. */
export interface ShownProxy {
  readonly where: string;
  readonly program: 'nginx' | 'caddy';
  /** The path before Headscale, `/vpn`, where the block says `at=/vpn`. */
  readonly prefix: string;
  readonly text: string;
}

/** What a page's words say is done wrong with its configuration: `mistake=NAME` beside a transcript. */
type Mistake = (text: string) => string;

const MISTAKES: Readonly<Record<ShownProxy['program'], Readonly<Record<string, Mistake>>>> = {
  nginx: {
    'no-route': (text) => text.replace(/^ *location \/headscale\. \{[^}]*\}\n+/m, ''),
    'no-http2': (text) => text.replace(' http2;', ';'),
    'port-closed': (text) => text.replace(/grpc:\/\/127\.0\.0\.1:\d+/, 'grpc://127.0.0.1:1'),
    login: (text) => text.replace('location', 'auth_basic staff; auth_basic_user_file /dev/null;\nlocation'),
  },
  caddy: {
    'no-route': (text) => text.replace(/^.*\/headscale\.\*.*\n/m, ''),
    'no-h2c': (text) => text.replace('h2c://', ''),
    login: (text) => text.replace('reverse_proxy', 'redir * https://login.example.com/ 302\nreverse_proxy'),
  },
};

const PROGRAMS: Readonly<Record<string, ShownProxy['program']>> = { nginx: 'nginx', caddyfile: 'caddy' };

/** Every configuration of a page that is complete: `site` blocks, and `locations` that take the place of those in it. */
export function shownProxies(page: string): ShownProxy[] {
  const found: ShownProxy[] = [];
  for (const { info, lines } of codeBlocks(pageText(page))) {
    const [language = '', kind, wish = ''] = info;
    const program = PROGRAMS[language];
    if (program === undefined || (kind !== 'site' && kind !== 'locations')) continue;
    const own = lines.map(({ text }) => `${text}\n`).join('');
    const site = found.at(-1)?.text ?? '';
    const text = kind === 'site' ? own : `${site.slice(0, site.indexOf('    location'))}${own}}\n`;
    const where = `${page}:${lines[0]?.number ?? 0}`;
    found.push({ where, program, prefix: /^at=(.+)$/.exec(wish)?.[1] ?? '', text });
  }
  return found;
}

/** Starts what a page shows, with nothing changed but the host, the ports and the certificate, and the named mistake. */
export async function startShown(
  { program, text, where }: ShownProxy,
  pair: KeyPair,
  { grpcPort, httpAddress }: RunningSandbox,
  mistake?: string,
): Promise<RealProxy> {
  const replaced = (shown: string, by: string, from: string): string => {
    if (!from.includes(shown)) throw new Error(`${where}: ${JSON.stringify(shown)} is missing`);
    return from.replaceAll(shown, by);
  };
  const make = (files: ProxyFiles): string => {
    let made = replaced('127.0.0.1:50443', `127.0.0.1:${grpcPort}`, text);
    made = replaced('127.0.0.1:8080', new URL(httpAddress).host, made);
    for (const [shown, by] of Object.entries(STAND_INS[program](files))) made = replaced(shown, by, made);
    if (mistake === undefined) return made;
    const wrong = MISTAKES[program][mistake]?.(made);
    if (wrong === undefined || wrong === made) throw new Error(`${where}: ${mistake} cannot be made`);
    return wrong;
  };
  return await { nginx: startNginxSites, caddy: startCaddySites }[program](pair, make);
}

const STAND_INS: Readonly<
  Record<ShownProxy['program'], (files: ProxyFiles) => Readonly<Record<string, string>>>
> = {
  nginx: ({ port, cert, key }) => ({
    'listen 443 ': `listen 127.0.0.1:${port} `,
    [`/etc/letsencrypt/live/${EXAMPLE_HOST}/fullchain.pem`]: cert,
    [`/etc/letsencrypt/live/${EXAMPLE_HOST}/privkey.pem`]: key,
  }),
  caddy: ({ port, cert, key }) => ({
    [`${EXAMPLE_HOST} {`]: `https://localhost:${port} {\nbind 127.0.0.1\ntls ${cert} ${key}`,
  }),
};
