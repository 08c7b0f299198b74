import { execFile, spawn } from 'node:child_process';
import { createWriteStream, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { RELEASES, type Release, releaseOfVersion } from '../../src/domain/release.ts';
import { Servers } from './servers.ts';

/** A Headscale program on this machine. */
export interface RealBinary {
  readonly path: string;
  /** As its file is named: `0.28.0`. */
  readonly version: string;
  readonly release: Release;
}

/** A real Headscale that runs on loopback, in a folder of its own. */
export interface RealHeadscale {
  /** Where gRPC is; null for a release without it. */
  readonly grpcAddress: string | null;
  /** Where the gateway, or the API of 0.30, is. */
  readonly httpAddress: string;
  readonly socketPath: string;
  /** Made by the program's own command line. */
  readonly apiKey: string;
  stop(): Promise<void>;
}

/** Said in the name of tests that do not run without it. */
export const NEEDS_HEADSCALE =
  'needs HEADSCALE_BIN, a headscale-<version> program or a folder of such programs';

/** The programs that HEADSCALE_BIN names, oldest first; none where it is not set. Throws for what is none. */
export function realBinaries(env: NodeJS.ProcessEnv = process.env): RealBinary[] {
  const named = env['HEADSCALE_BIN'];
  if (named === undefined || named === '') return [];
  const files = statSync(named).isDirectory()
    ? readdirSync(named)
        .filter((name) => name.startsWith('headscale-'))
        .map((name) => path.join(named, name))
    : [named];
  const binaries = files.map(realBinary);
  return binaries.sort((a, b) => RELEASES.indexOf(a.release) - RELEASES.indexOf(b.release));
}

function realBinary(file: string): RealBinary {
  const version = path
    .basename(file)
    .replace(/^headscale-/, '')
    .replace(/\.exe$/, '');
  const release = releaseOfVersion(version);
  if (!release) throw new Error(`HEADSCALE_BIN: ${file} does not say its release, as headscale-0.28.0 does`);
  return { path: file, version, release };
}

/** Starts one on free ports of 127.0.0.1, and ends what it started where that fails. */
export async function startRealHeadscale({ path: program, release }: RealBinary): Promise<RealHeadscale> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-real-'));
  const [grpcPort, httpPort] = await freePorts();
  const config = path.join(folder, 'config.yaml');
  await writeFile(path.join(folder, 'derp.yaml'), DERP_MAP);
  await writeFile(config, configuration(folder, grpcPort, httpPort));
  // Nothing of our environment: each HEADSCALE_* variable would overrule the file.
  const options = { cwd: folder, env: { PATH: '/usr/bin:/bin', HOME: folder } };
  const server = spawn(program, ['-c', config, 'serve'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    // Streams of connected clients would hold up a polite end.
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true });
  };
  try {
    await serving(server.stdout, server.stderr, ended, path.join(folder, 'log'));
    const made = await promisify(execFile)(program, ['-c', config, 'apikeys', 'create'], options);
    const apiKey = made.stdout.trim().split('\n').at(-1) ?? '';
    return {
      grpcAddress: release === '0.30' ? null : `http://127.0.0.1:${grpcPort}`,
      httpAddress: `http://127.0.0.1:${httpPort}`,
      socketPath: path.join(folder, 'headscale.sock'),
      apiKey,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the line that every release writes once all its listeners are there. */
async function serving(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  ended: Promise<void>,
  log: string,
): Promise<void> {
  const lines: string[] = [];
  const file = createWriteStream(log);
  const ready = new Promise<'ready'>((resolve) => {
    for (const stream of [stdout, stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        file.write(`${line}\n`);
        if (line.includes('listening and serving HTTP on')) resolve('ready');
      });
    }
  });
  if ((await Promise.race([ready, ended])) === 'ready') return;
  throw new Error(`headscale ended: ${lines.slice(-5).join(' / ')}`);
}

async function freePorts(): Promise<[number, number]> {
  const servers = new Servers();
  const ports = [await servers.listen(net.createServer()), await servers.listen(net.createServer())] as const;
  await servers.end();
  return [...ports];
}

/** A region in name only: an empty map is refused. */
const DERP_MAP = `regions:
  900:
    regionid: 900
    regioncode: local
    regionname: Local
    nodes:
      - { name: 900a, regionid: 900, hostname: 127.0.0.1, ipv4: 127.0.0.1, stunport: -1, derpport: 1 }
`;

/** What 0.23 to 0.30 start with; each leaves aside what it does not know. */
function configuration(folder: string, grpcPort: number, httpPort: number): string {
  return `server_url: http://127.0.0.1:${httpPort}
listen_addr: 127.0.0.1:${httpPort}
grpc_listen_addr: 127.0.0.1:${grpcPort}
grpc_allow_insecure: true
# Up to 0.27 nothing would mean every interface.
metrics_listen_addr: 127.0.0.1:0
disable_check_updates: true
unix_socket: ${folder}/headscale.sock
unix_socket_permission: "0700"
noise:
  private_key_path: ${folder}/noise_private.key
prefixes:
  v4: 100.64.0.0/10
  v6: fd7a:115c:a1e0::/48
database:
  type: sqlite
  sqlite:
    path: ${folder}/db.sqlite
derp:
  server:
    enabled: false
  urls: []
  paths: [${folder}/derp.yaml]
  auto_update_enabled: false
policy:
  mode: database
dns:
  magic_dns: false
  base_domain: hs.test
  override_local_dns: false
  nameservers:
    global: []
logtail:
  enabled: false
log:
  level: info
`;
}
