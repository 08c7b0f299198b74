import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { credentials, Metadata, makeGenericClientConstructor, type ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** The program as it was built. */
export const PROGRAM = path.join(import.meta.dirname, '../../bin/hs.js');

/** How long a sandbox may take to start or to end, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A sandbox in a process of its own. */
export interface RunningServer {
  readonly address: string;
  readonly apiKey: string;
  /** The release, `0.29`. */
  readonly release: string;
  /** A device that waits under this registration id, as after `tailscale up`. */
  deviceWaits(device: { readonly id: string; readonly name: string; readonly user: string }): Promise<void>;
  /** Ends it. Throws where it does not end well. */
  stop(): Promise<void>;
}

/** Starts `hs sandbox` and waits for the line that says where it is. */
export async function startServer(args: readonly string[], env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', ...args, '-o', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const ended = once(child, 'exit');
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const lines = createInterface({ input: child.stdout, signal });
  const line = await Promise.race([once(lines, 'line', { signal }), ended]);
  const { address, apiKey, release } = announcement(String(line[0]));
  return {
    address,
    apiKey,
    release,
    deviceWaits: (device) => debugCreateNode({ address, apiKey, release }, device),
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0 && process.platform !== 'win32') throw new Error(`the sandbox ended with ${code}`);
    },
  };
}

function announcement(line: string): { address: string; apiKey: string; release: string } {
  const said: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  if (typeof said !== 'object' || said === null) throw new Error(`the sandbox did not start (${line})`);
  const { address, apiKey, release } = said as Record<string, unknown>;
  if (typeof address === 'string' && typeof apiKey === 'string' && typeof release === 'string') {
    return { address, apiKey, release };
  }
  throw new Error(`the sandbox did not say where it is: ${Object.keys(said).join(', ')}`);
}

/** Headscale's own call for making a device that waits, over gRPC. */
async function debugCreateNode(
  { address, apiKey, release }: { address: string; apiKey: string; release: string },
  { id, name, user }: { id: string; name: string; user: string },
): Promise<void> {
  const schema = loadSync(path.join(import.meta.dirname, `../../proto/${release}/headscale.proto`));
  const service = schema['headscale.v1.HeadscaleService'] as ServiceDefinition;
  const method = service['DebugCreateNode'];
  if (!method) throw new Error(`Headscale ${release} has no DebugCreateNode`);
  const client = new (makeGenericClientConstructor(service, 'HeadscaleService'))(
    new URL(address).host,
    credentials.createInsecure(),
    { 'grpc.enable_http_proxy': 0 },
  );
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${apiKey}`);
  try {
    await new Promise<void>((resolve, reject) => {
      const { path: rpc, requestSerialize, responseDeserialize } = method;
      client.makeUnaryRequest(
        rpc,
        requestSerialize,
        responseDeserialize,
        { key: id, name, user },
        metadata,
        (error) => (error ? reject(error) : resolve()),
      );
    });
  } finally {
    client.close();
  }
}
