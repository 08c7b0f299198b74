import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KeyPair } from './certificates.ts';
import { findProgram } from './needs.ts';
import { closedPort } from './servers.ts';

/** A real reverse proxy of one test, with TLS on loopback. */
export interface RealProxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** What a configuration is written with: a port, and files of a certificate. */
export interface ProxyFiles {
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  readonly folder: string;
}

/** nginx with one server block that holds these lines; `CERT` in them stands for the file of its certificate. */
export async function startNginx(
  pair: KeyPair,
  lines: readonly string[],
  listen = 'ssl http2',
): Promise<RealProxy> {
  return await startNginxSites(pair, ({ port, cert, key }) =>
    [
      `server { listen 127.0.0.1:${port} ${listen};`,
      `ssl_certificate ${cert}; ssl_certificate_key ${key};`,
      ...lines.map((line) => line.replaceAll('CERT', cert)),
      '}',
    ].join('\n'),
  );
}

/** nginx with a file of sites, as Debian keeps them apart from the rest. */
export async function startNginxSites(
  pair: KeyPair,
  sites: (files: ProxyFiles) => string,
): Promise<RealProxy> {
  return await withFiles(pair, async (files) => {
    const { folder } = files;
    const file = path.join(folder, 'nginx.conf');
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    await writeFile(
      file,
      [
        `pid ${folder}/pid; error_log stderr notice; daemon off; master_process off; worker_processes 1;`,
        'events {}',
        'http {',
        ...places,
        'access_log off;',
        sites(files),
        '}',
        '',
      ].join('\n'),
    );
    // Its first notices come once it listens.
    return await running('nginx', ['-p', folder, '-e', 'stderr', '-c', file], /using the "\w+" event method/);
  });
}

/** Caddy with one site that holds these lines; `options` stand in its global block. */
export async function startCaddy(
  pair: KeyPair,
  lines: readonly string[],
  options: readonly string[] = [],
): Promise<RealProxy> {
  const site = ({ port, cert, key }: ProxyFiles) => [
    `https://127.0.0.1:${port}, https://localhost:${port} {`,
    'bind 127.0.0.1',
    `tls ${cert} ${key}`,
    ...lines,
    '}',
  ];
  return await startCaddySites(pair, (files) => site(files).join('\n'), options);
}

/** Caddy with a file of sites. It gets no certificates by itself. */
export async function startCaddySites(
  pair: KeyPair,
  sites: (files: ProxyFiles) => string,
  options: readonly string[] = [],
): Promise<RealProxy> {
  return await withFiles(pair, async (files) => {
    const { folder } = files;
    const file = path.join(folder, 'Caddyfile');
    const global = ['{', 'admin off', 'auto_https off', `storage file_system ${folder}`, ...options, '}'];
    await writeFile(file, [...global, sites(files), ''].join('\n'));
    const env = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
    const args = ['run', '--config', file, '--adapter', 'caddyfile'];
    return await running('caddy', args, /serving initial configuration/, env);
  });
}

type End = () => Promise<void>;

async function withFiles(pair: KeyPair, start: (files: ProxyFiles) => Promise<End>): Promise<RealProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-proxy-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
    const port = await closedPort();
    const end = await start({ port, cert, key, folder });
    return {
      port,
      async stop() {
        await end();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs a program until it says what it says when it is ready. */
async function running(
  name: string,
  args: readonly string[],
  ready: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<End> {
  const program = spawn(findProgram(name) ?? name, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const closed = new Promise<void>((resolve) => program.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (ready.test(said)) resolve();
    });
    program.once('error', reject).once('close', () => reject(new Error(`${name} ended: ${said}`)));
  });
  return async () => {
    program.kill('SIGTERM');
    await closed;
  };
}
