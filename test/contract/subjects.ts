import { RELEASES, type Release, type ReleaseRange } from '../../src/domain/release.ts';
import { parseServerAddress } from '../../src/headscale/address.ts';
import { connectHeadscale } from '../../src/headscale/connect.ts';
import { eraOfRelease } from '../../src/headscale/eras/era.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type RealBinary, startRealHeadscale } from '../support/real-headscale.ts';
import type { SubjectMaker } from './subject.ts';

const GRPC_RELEASES = RELEASES.filter((release) => eraOfRelease(release) !== undefined);

/** How long a call may take: far longer than any does. */
const TIMEOUT_MS = 20_000;

/** The sandbox, as every release and over every transport that release has. */
export function sandboxSubjects(): SubjectMaker[] {
  return GRPC_RELEASES.map((release) => ({
    name: `the sandbox as ${release} over gRPC`,
    release,
    transport: 'gRPC',
    async start() {
      const sandbox = await startSandbox({ release });
      return {
        apiKey: sandbox.apiKey,
        open: (apiKey) => overGrpc(sandbox.address, apiKey),
        traces: async () => sandbox.calls.map(({ rpc }) => rpc).filter((rpc) => !/^(List|Get)/.test(rpc)),
        stop: () => sandbox.stop(),
      };
    },
  }));
}

/** A real server, over every transport it has. */
export function realSubjects(binary: RealBinary): SubjectMaker[] {
  if (eraOfRelease(binary.release) === undefined) return [];
  return [
    {
      name: `Headscale ${binary.version} over gRPC`,
      release: binary.release,
      transport: 'gRPC',
      async start() {
        const server = await startRealHeadscale(binary);
        return {
          apiKey: server.apiKey,
          open: (apiKey) => overGrpc(server.grpcAddress ?? '', apiKey),
          traces: everythingListed,
          stop: () => server.stop(),
        };
      },
    },
  ];
}

/** What release() is to say: 0.24 and 0.25 look the same over gRPC. */
export function expectedRange({ release }: { readonly release: Release }): ReleaseRange {
  return release === '0.24' || release === '0.25'
    ? { oldest: '0.24', newest: '0.25' }
    : { oldest: release, newest: release };
}

async function overGrpc(address: string, apiKey: string): Promise<HeadscaleApi> {
  const server = { address: parseServerAddress(address), apiKey, trust: {}, timeoutMs: TIMEOUT_MS };
  return await connectHeadscale({ ...server, transport: 'grpc' });
}

async function everythingListed(api: HeadscaleApi): Promise<unknown> {
  const lists = [api.listUsers(), api.listNodes(), api.listPreAuthKeys(), api.listApiKeys()];
  return await Promise.all(lists);
}
