import { named, quoted } from '../../../domain/quoted.ts';
import { type Cause, timedOut, unreachable } from '../cause.ts';
import { foundElsewhere } from '../elsewhere.ts';
import { hungUp } from '../network-causes.ts';
import { pageCause } from '../page-cause.ts';
import type { HttpAnswer } from '../probe.ts';
import { readConnectError } from '../symptom.ts';
import { alertCause } from '../tls-causes.ts';
import { contentType } from '../web-causes.ts';
import { type Finding, failed, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { fixOf } from './fixes.ts';
import type { WebLook } from './look-web.ts';
import { proxyOf } from './proxy-kind.ts';

/** What answers to HTTP: Headscale, a proxy, a login page, something else, or nobody. */
export async function checkWeb(ex: Examination): Promise<Finding> {
  const web = await ex.web();
  if (web.side !== 'other') return headscaleAnswers(ex, web);
  const grpc = await ex.grpc();
  const cause = await webFailure(ex, web);
  if (grpc.kind === 'reached' && cause.kind === 'not_http') {
    return ex.address.kind === 'unix' ? skipped(cause.text) : warning(cause.text, [cause.hint]);
  }
  const detail = `${cause.text}${seen(web)}`;
  const fix = await fixes(ex, web, cause);
  const needless = grpc.kind === 'reached' && ex.server.transport !== 'http';
  return needless ? warning(`${detail}; gRPC works without it`, fix) : failed(cause.code, detail, fix);
}

/** What keeps the web API away: by what it answers, else by what the look at gRPC found on the same port. */
export async function webFailure(ex: Examination, web: WebLook): Promise<Cause> {
  const { api, route } = web;
  if (api.kind === 'http') {
    const { status, headers, body } = api;
    return pageCause(ex.address, { status, body, location: headers['location'] ?? '' });
  }
  const grpc = await ex.grpc();
  if (grpc.kind === 'kept') return grpc.cause;
  const grpcAlone = api.kind === 'http2' || route.kind === 'http2' || refusesOldHttp(api);
  if (grpcAlone || ex.address.kind === 'unix') {
    return unreachable(
      'not_http',
      'this is a gRPC port: it has no web pages, and so no /version and no clock',
      'Behind a reverse proxy one address serves both: https://hs.example.org.',
    );
  }
  const alert = alertCause(ex.address, ex.server.trust, api);
  if (alert) return alert;
  return api.kind === 'silent'
    ? timedOut('silent', 'no page comes back', 'Headscale may hang: see its log, then try again.')
    : hungUp(ex.server.trust);
}

function refusesOldHttp(answer: HttpAnswer): boolean {
  if (answer.kind !== 'closed' || !answer.error) return false;
  const symptom = readConnectError(answer.error);
  return symptom.kind === 'handshake' && symptom.refusal === 'no_http2';
}

function headscaleAnswers(ex: Examination, web: WebLook): Finding {
  const { health, version, api, side } = web;
  const detail = `Headscale answers: /health ${healthText(health)}, /version ${versionText(version)}, the API ${apiText(api)}`;
  if (health.kind === 'http' && health.status === 500 && health.body.includes('"fail"')) {
    return failed('failed', `${detail}: it does not reach its database`, [
      'See the log of Headscale, and the disk that the database is on.',
    ]);
  }
  if (side === 'headscale_0_30' && ex.address.kind === 'unix') return ok('Headscale answers on the socket');
  const kept = [health, version].find((answer) => answer.kind === 'http' && isKept(answer.status));
  return kept
    ? warning(detail, ['Devices and people need these pages: let the proxy pass all paths to Headscale.'])
    : ok(detail);
}

function isKept(status: number): boolean {
  return (status >= 300 && status < 404) || (status >= 405 && status !== 500);
}

function healthText(answer: HttpAnswer): string {
  if (answer.kind !== 'http') return 'is silent';
  return answer.status === 200 && answer.body.includes('"pass"') ? 'passes' : `HTTP ${answer.status}`;
}

function versionText(answer: HttpAnswer): string {
  if (answer.kind !== 'http') return 'is silent';
  const said = /"version"\s*:\s*"([^"]*)"/.exec(answer.body)?.[1];
  if (answer.status === 200 && said !== undefined) return named(said);
  return answer.status === 404 ? 'is not there (up to 0.26)' : `HTTP ${answer.status}`;
}

function apiText(answer: HttpAnswer): string {
  if (answer.kind === 'http' && answer.status === 200) return 'answers';
  return `asks for a key (${mediaType(answer)})`;
}

function mediaType(answer: HttpAnswer): string {
  return contentType(answer).split(';', 1)[0]?.trim() ?? '';
}

/** What came back, for whoever knows the proxy: statuses, type and title of the page, the login it asks for. */
function seen({ health, version, api }: WebLook): string {
  if (api.kind !== 'http') return '';
  const status = (answer: HttpAnswer) => (answer.kind === 'http' ? String(answer.status) : answer.kind);
  const challenge = api.headers['www-authenticate'];
  const title = /<title>([^<]*)<\/title>/i.exec(api.body)?.[1]?.trim();
  const facts = [
    `/health ${status(health)}`,
    `/version ${status(version)}`,
    `/api ${status(api)}`,
    mediaType(api),
    ...(title ? [`title ${quoted(title)}`] : []),
    ...(challenge === undefined ? [] : [`it wants ${quoted(challenge)}`]),
  ];
  return ` [${facts.filter((fact) => fact !== '').join(', ')}]`;
}

async function fixes(ex: Examination, web: WebLook, cause: Cause): Promise<readonly string[]> {
  const { candidates } = proxyOf(web);
  if (cause.kind === 'rate_limit' && web.api.kind === 'http') {
    const wait = web.api.headers['retry-after'];
    return [wait === undefined ? cause.hint : `Try again in ${named(wait)} s.`];
  }
  if (cause.kind !== 'nothing_here' && cause.kind !== 'other_site')
    return fixOf(cause, ex.address, candidates);
  const other = await foundElsewhere(() => ex.scene());
  if (other !== undefined) return [`Headscale answers at another address: use ${other.text}.`];
  const own = ownPage(web);
  const whose = own === undefined ? [] : [`The ${own} is Headscale's own: check the path of the address.`];
  return [...whose, ...fixOf(cause, ex.address, candidates)];
}

/**
 * An answer that only Headscale gives to a path it does not have: 404 with both headers from 0.29 on, a blank page
 * with its icon on 0.28 (measured).
 */
function ownPage({ route }: WebLook): string | undefined {
  if (route.kind !== 'http') return undefined;
  const { status, headers, body } = route;
  if (status === 404) {
    return 'content-security-policy' in headers && 'referrer-policy' in headers ? '404' : undefined;
  }
  return status === 200 && body.length < 200 && body.includes('href="/favicon.ico"')
    ? 'blank page'
    : undefined;
}
