import { createHash } from 'node:crypto';
import type { Release } from '../../domain/release.ts';
import type { Context } from '../context.ts';
import type { Timeline } from '../release.ts';
import { asOf, since } from '../release.ts';
import { badRegistrationId } from '../rules/registration-ids.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { methodNotAllowed, page, pageNotFound, text } from './exchange.ts';
import { swaggerDocument } from './gateway/swagger.ts';

type Page = (context: Context, request: HttpRequest, rest: string) => HttpAnswer;

const BLANK =
  '<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><link href="/favicon.ico" rel="icon"></head><body></body></html>';

/** The version each release says it is: the newest of its line that was measured. */
const VERSIONS: Timeline<string> = {
  '0.27.0': 'v0.27.0',
  '0.27.1': 'v0.27.1',
  '0.28': 'v0.28.0',
  '0.29': 'v0.29.2',
  '0.30': 'v0.30.0',
};

interface PublicPage {
  /** Ends in `/` where anything may follow. */
  readonly path: string;
  readonly first?: Release;
  readonly last?: Release;
  readonly page: Page;
}

const PAGES: readonly PublicPage[] = [
  { path: '/health', page: health },
  { path: '/version', first: '0.27.0', page: version },
  { path: '/key', page: key },
  { path: '/register/', page: registration },
  { path: '/auth/', first: '0.29', page: registration },
  { path: '/apple', page: () => titled('Apple') },
  { path: '/windows', page: () => titled('Windows') },
  { path: '/swagger', last: '0.29', page: () => titled('API') },
  { path: '/swagger/v1/openapiv2.json', last: '0.29', page: swagger },
  { path: '/robots.txt', first: '0.27.0', page: robots },
  // Devices ask it by POST.
  { path: '/verify', first: '0.29', page: () => methodNotAllowed(['POST']) },
  { path: '/', first: '0.28', page: () => page(BLANK) },
];

/** Answers what lies outside the API, for which nobody needs a key. */
export function publicPage(context: Context, request: HttpRequest): HttpAnswer {
  const { release } = context;
  for (const { path, first = '0.23', last = '0.30', page: answer } of PAGES) {
    if (!since(release, first) || !since(last, release)) continue;
    const rest = restOf(path, request.path);
    if (rest === undefined) continue;
    if (request.method === 'GET') return answer(context, request, rest);
    return unmatched(release, 'verb');
  }
  return unmatched(release, 'path');
}

/** What follows a path that ends in `/`; empty where it is the path itself; undefined where it is another. */
function restOf(path: string, requested: string): string | undefined {
  if (path === requested) return path.endsWith('/') && path !== '/' ? undefined : '';
  return path !== '/' && path.endsWith('/') && requested.startsWith(path)
    ? requested.slice(path.length)
    : undefined;
}

/** 0.28 shows a blank page for everything it does not know, 0.29 and later say what is wrong. */
function unmatched(release: Release, what: 'path' | 'verb'): HttpAnswer {
  if (since(release, '0.29')) return what === 'path' ? pageNotFound() : methodNotAllowed(['GET']);
  if (since(release, '0.28')) return page(BLANK);
  return { status: 404 };
}

function health({ release }: Context): HttpAnswer {
  const end = since(release, '0.25') ? '\n' : '';
  return {
    status: 200,
    contentType: 'application/health+json; charset=utf-8',
    body: `{"status":"pass"}${end}`,
  };
}

function version({ release }: Context): HttpAnswer {
  const body = {
    version: asOf(release, VERSIONS),
    commit: createHash('sha1').update(release).digest('hex'),
    buildTime: '2026-01-01T00:00:00Z',
    go: { version: 'go1.26.0', os: 'linux', arch: 'amd64' },
    dirty: false,
  };
  return { status: 200, contentType: 'application/json', body: `${JSON.stringify(body)}\n` };
}

/** The Noise key of the server. Without the version of the asking client it is refused. */
function key({ release }: Context, { query }: HttpRequest): HttpAnswer {
  const asked = query.get('v') ?? '';
  if (!/^\d+$/.test(asked)) {
    if (!since(release, '0.25')) return text(500, '');
    return text(400, asked === '' ? 'capability version must be set\n' : 'invalid capability version\n');
  }
  const publicKey = `mkey:${createHash('sha256').update(`sandbox ${release}`).digest('hex')}`;
  const body = { legacyPublicKey: `mkey:${'0'.repeat(64)}`, publicKey };
  return { status: 200, contentType: 'application/json', body: `${JSON.stringify(body)}\n` };
}

/** The page that tells a person which command lets the device in. */
function registration({ release }: Context, _request: HttpRequest, id: string): HttpAnswer {
  if (badRegistrationId(release, id)) {
    const complaints = {
      '0.23': 'Wrong params',
      '0.25': 'invalid registration id\n',
      '0.29': 'invalid auth id\n',
    };
    return text(400, asOf(release, complaints));
  }
  const command = asOf(release, {
    '0.23': `headscale nodes register --user USERNAME --key ${id}`,
    '0.27.0': `headscale nodes register --key ${id} --user USERNAME`,
    '0.29': `headscale auth register --auth-id ${id} --user USERNAME`,
  });
  return page(
    `<!DOCTYPE html><html lang="en"><head><title>Registration - Headscale</title></head><body><h1>headscale</h1><p>Run this command on the server:</p><pre><code>${command}</code></pre></body></html>`,
  );
}

function titled(title: string): HttpAnswer {
  return page(
    `<!DOCTYPE html><html lang="en"><head><title>headscale - ${title}</title></head><body></body></html>`,
  );
}

function swagger({ release }: Context): HttpAnswer {
  const body = `${JSON.stringify(swaggerDocument(release), null, 2)}\n`;
  return { status: 200, contentType: 'application/json; charset=utf-8', body };
}

function robots(): HttpAnswer {
  return { status: 200, contentType: 'text/plain', body: 'User-agent: *\nDisallow: /' };
}
