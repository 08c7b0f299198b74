import type { WebAnswer, WebRules } from './servers.ts';

export const notFound: WebAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: '404 page not found',
};
export const unauthorised: WebAnswer = {
  status: 401,
  headers: { 'content-type': 'text/plain' },
  body: 'Unauthorized',
};
export const problem: WebAnswer = {
  status: 401,
  headers: { 'content-type': 'application/problem+json' },
  body: '{}',
};
export const grpcAnswer: WebAnswer = { status: 415, headers: { 'content-type': 'application/grpc' } };
export const page: WebAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>x</title>',
};

/** What the method path answers, whoever asks, and what the web API does. */
export function withRoute(route: WebAnswer, api: WebAnswer): WebRules {
  return (_method, path) => (path.includes('/headscale.v1.HeadscaleService/') ? route : api);
}

/** The web port of Headscale up to 0.29. */
export function headscaleWeb(method: string, path: string): WebAnswer {
  return withRoute(notFound, unauthorised)(method, path);
}
