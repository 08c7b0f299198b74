import { askOver, type HttpAnswer, type Opened, openSocket, openTls } from './probe.ts';
import type { Scene } from './scene.ts';
import type { WebAnswers } from './web-causes.ts';

/** The path of a gRPC call: answered with 415 to a GET by a real gRPC server alone, whatever proxy is in between. */
export const GRPC_PATH = '/headscale.v1.HeadscaleService/ListUsers';

/** A path of the web API that every release has and keeps behind a key. */
export const API_PATH = '/api/v1/user';

/** Asks both telling paths side by side, over TLS or in clear as the address says. */
export async function askWeb(scene: Scene): Promise<WebAnswers> {
  const [route, api] = await Promise.all([askPath(scene, GRPC_PATH), askPath(scene, API_PATH)]);
  return { route, api };
}

/** Asks one path without a key; `headers` are lines to send besides. */
export async function askPath(
  { address, trust, signal }: Scene,
  path: string,
  headers: readonly string[] = [],
): Promise<HttpAnswer> {
  const opened = address.tls
    ? await openTls(address, trust, 'http/1.1', signal)
    : await openSocket(address, signal);
  return await askOpened(opened, { address, trust, signal }, path, headers);
}

/** Asks in clear, whatever the address says. */
export async function askPlain(scene: Scene): Promise<HttpAnswer> {
  return await askOpened(await openSocket(scene.address, scene.signal), scene, '/', []);
}

async function askOpened(
  opened: Opened,
  { address, signal }: Scene,
  path: string,
  headers: readonly string[],
): Promise<HttpAnswer> {
  if (opened.stage === 'open') {
    return await askOver(opened.socket, address, `${address.prefix}${path}`, signal, headers);
  }
  return opened.error ? { kind: 'closed', error: opened.error } : { kind: 'silent' };
}
