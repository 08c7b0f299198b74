import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeAuthority } from '../test/support/certificates.ts';

/** A server to talk to over TLS. */
export interface Server {
  /** `localhost:50443`. */
  readonly address: string;
  readonly apiKey: string;
  /** A file that holds the certificate authority to trust. */
  readonly caFile: string;
  stop(): Promise<void>;
}

/** Headscale itself, which is client and server in one: what `HEADSCALE_BIN` names, the newest that speaks gRPC. */
export function officialBinary(): string | undefined {
  const named = process.env['HEADSCALE_BIN'];
  if (!named) return undefined;
  if (!statSync(named).isDirectory()) return named;
  const versions = readdirSync(named).flatMap(
    (file) => /^headscale-(0\.(\d+)\.(\d+))$/.exec(file)?.[1] ?? [],
  );
  const [newest] = versions
    .filter((version) => Number(version.split('.')[1]) < 30)
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newest === undefined ? undefined : path.join(named, `headscale-${newest}`);
}

/** The environment of the official client. */
export function officialEnv({ address, apiKey, caFile }: Server, home: string): Record<string, string> {
  return { HOME: home, SSL_CERT_FILE: caFile, HEADSCALE_CLI_ADDRESS: address, HEADSCALE_CLI_API_KEY: apiKey };
}

/** Starts a real server in a folder, with TLS and three users. */
export async function startOfficial(binary: string, folder: string): Promise<Server> {
  const authority = await makeAuthority();
  const { cert, key } = await authority.issue();
  const file = (name: string) => path.join(folder, name);
  const grpcPort = await freePort();
  await writeFile(file('ca.pem'), authority.cert);
  await writeFile(file('cert.pem'), cert);
  await writeFile(file('key.pem'), key);
  await writeFile(file('derp.yaml'), DERP);
  await writeFile(file('config.yaml'), configuration(file, grpcPort, await freePort()));

  const local = ['-c', file('config.yaml')];
  const env = { HOME: folder };
  const server = spawn(binary, [...local, 'serve'], { env, stdio: 'ignore' });
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill();
    await ended;
  };
  try {
    while (!existsSync(file('headscale.sock'))) {
      if (server.exitCode !== null) throw new Error(`${binary} serve ended with ${server.exitCode}`);
      await delay(50);
    }
    for (const name of ['anna', 'ben', 'carl'])
      execFileSync(binary, [...local, 'users', 'create', name], { env, stdio: 'pipe' });
    const said = execFileSync(binary, [...local, 'apikeys', 'create'], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const apiKey = said.trim().split('\n').at(-1) ?? '';
    return { address: `localhost:${grpcPort}`, apiKey, caFile: file('ca.pem'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One region that nobody serves: an empty map is refused. */
const DERP =
  'regions:\n  900:\n    regionid: 900\n    regioncode: none\n    regionname: none\n    nodes: []\n';

function configuration(file: (name: string) => string, grpcPort: number, httpPort: number): string {
  return `server_url: https://localhost:${httpPort}
listen_addr: 127.0.0.1:${httpPort}
metrics_listen_addr: 127.0.0.1:0
grpc_listen_addr: 127.0.0.1:${grpcPort}
grpc_allow_insecure: false
tls_cert_path: ${file('cert.pem')}
tls_key_path: ${file('key.pem')}
disable_check_updates: true
unix_socket: ${file('headscale.sock')}
unix_socket_permission: "0700"
noise: {private_key_path: ${file('noise.key')}}
prefixes: {v4: 100.64.0.0/10, v6: fd7a:115c:a1e0::/48, allocation: sequential}
database: {type: sqlite, sqlite: {path: ${file('db.sqlite')}, write_ahead_log: true}}
derp:
  server: {enabled: false, stun: {enabled: false}}
  urls: []
  paths: [${file('derp.yaml')}]
  auto_update_enabled: false
  update_frequency: 24h
policy: {mode: database}
dns: {magic_dns: false, base_domain: hs.test, override_local_dns: false, nameservers: {global: []}, search_domains: []}
logtail: {enabled: false}
log: {level: warn, format: text}
`;
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
