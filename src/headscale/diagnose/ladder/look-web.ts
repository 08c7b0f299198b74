import { API_PATH, askPath, GRPC_PATH } from '../ask.ts';
import type { HttpAnswer } from '../probe.ts';
import type { Scene } from '../scene.ts';
import { type WebSide, webSide } from '../web-causes.ts';

/** What the web side of an address answers, asked without a key and without following redirects. */
export interface WebLook {
  readonly health: HttpAnswer;
  readonly version: HttpAnswer;
  /** A path of the web API. */
  readonly api: HttpAnswer;
  /** The path of a gRPC call. */
  readonly route: HttpAnswer;
  /** Who answers for the web API. */
  readonly side: WebSide;
  /** When the answers were there, in milliseconds since 1970. */
  readonly at: number;
}

/** Asks the two public pages, the web API and the path of a gRPC call, side by side. */
export async function lookAtWeb(scene: Scene, now: () => number): Promise<WebLook> {
  const [health, version, api, route] = await Promise.all([
    askPath(scene, '/health'),
    askPath(scene, '/version'),
    askPath(scene, API_PATH),
    askPath(scene, GRPC_PATH),
  ]);
  return { health, version, api, route, side: webSide(api), at: now() };
}

/** Those of the answers that are HTTP. */
export function httpAnswers({ health, version, api, route }: WebLook): (HttpAnswer & { kind: 'http' })[] {
  return [health, version, api, route].filter((answer) => answer.kind === 'http');
}

/** The first value of a header that any answer has. */
export function headerOf(web: WebLook, name: string): string | undefined {
  return httpAnswers(web)
    .map(({ headers }) => headers[name])
    .find((value) => value !== undefined && value !== '');
}
