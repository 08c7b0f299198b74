import type { WebAnswer, WebRules } from '../../../support/servers.ts';
import { notFound, unauthorised } from '../../../support/web-answers.ts';

/** What can be other than in a Headscale 0.29 that is reached directly. */
export interface Pages {
  readonly api?: WebAnswer;
  /** The path of a gRPC call. */
  readonly route?: WebAnswer;
  readonly health?: WebAnswer;
  readonly version?: WebAnswer;
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

const HEALTHY: WebAnswer = {
  status: 200,
  headers: { 'content-type': 'application/health+json' },
  body: '{"status":"pass"}',
};

/** What `/version` answers. */
export function versionPage(version: string): WebAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version }),
  };
}

/** The pages of a Headscale, with or without a proxy in front. */
export function headscalePages(pages: Pages = {}): WebRules {
  const { api = unauthorised, route = notFound, health = HEALTHY, version = versionPage('v0.29.2') } = pages;
  const answers: Readonly<Record<string, WebAnswer>> = { '/health': health, '/version': version };
  return (_method, path) => {
    const found =
      answers[path] ??
      (path.startsWith('/api/') ? api : path.includes('/headscale.v1.HeadscaleService/') ? route : notFound);
    return { ...found, headers: { ...found.headers, ...pages.headers } };
  };
}

/** The same answer to everything, as something in between gives it. */
export function always(answer: WebAnswer): WebRules {
  return () => answer;
}

/** Headers by which proxies name themselves: measured on nginx 1.22 and Caddy 2.6. */
export const NGINX = { server: 'nginx/1.22.1' };
export const CADDY = { server: 'Caddy' };
export const badGateway: WebAnswer = { status: 502, body: 'Bad Gateway' };
/** What 0.29 answers to a path it does not have: measured. */
export const ownNotFound: WebAnswer = {
  ...notFound,
  headers: {
    ...notFound.headers,
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
  },
};
/** What 0.28 answers to any path it does not have: measured. */
export const blank: WebAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html lang="en"><head><link href="/favicon.ico" rel="icon"></head><body></body></html>',
};

/** An answer with more headers. */
export const by = (headers: Readonly<Record<string, string>>, answer: WebAnswer): WebAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});
