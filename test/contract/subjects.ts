import { RELEASES, type Release, type ReleaseRange } from '../../src/domain/release.ts';
import { parseServerAddress } from '../../src/headscale/address.ts';
import { connectHeadscale } from '../../src/headscale/connect.ts';
import { eraOfRelease } from '../../src/headscale/eras/era.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type RealBinary, startRealHeadscale } from '../support/real-headscale.ts';
import type { SubjectMaker } from './subject.ts';

type Carrier = SubjectMaker['transport'];

/** How long a call may take: far longer than any does. */
const TIMEOUT_MS = 20_000;

/** The sandbox, as every release and over every transport that release has. */
export function sandboxSubjects(): SubjectMaker[] {
  return RELEASES.flatMap((release) =>
    carriersOf(release).map((transport) => ({
      name: `the sandbox as ${release} over ${transport}`,
      release,
      transport,
      devicesAnnounce: true,
      async start() {
        const sandbox = await startSandbox({ release });
        const address = transport === 'gRPC' ? sandbox.address : sandbox.httpAddress;
        return {
          apiKey: sandbox.apiKey,
          open: (apiKey) => connect(transport, address, apiKey),
          traces: async () => sandbox.calls.map(({ rpc }) => rpc).filter((rpc) => !/^(List|Get)/.test(rpc)),
          announce: ({ id }, routes) => {
            sandbox.devices.online(Number(id));
            sandbox.devices.announce(Number(id), routes);
          },
          stop: () => sandbox.stop(),
        };
      },
    })),
  );
}

/** A real server, over every transport it has. */
export function realSubjects(binary: RealBinary): SubjectMaker[] {
  const { release, version } = binary;
  return carriersOf(release).map((transport) => ({
    name: `Headscale ${version} over ${transport}`,
    release,
    transport,
    // Up to 0.24 the routes of a device count once it connects, and no device connects to a server of a test.
    devicesAnnounce: release !== '0.23' && release !== '0.24',
    async start() {
      const server = await startRealHeadscale(binary);
      const address = (transport === 'gRPC' ? server.grpcAddress : undefined) ?? server.httpAddress;
      return {
        apiKey: server.apiKey,
        open: (apiKey) => connect(transport, address, apiKey),
        traces: usersAndNodes,
        stop: () => server.stop(),
      };
    },
  }));
}

/** What release() is to say: over gRPC 0.24 and 0.25 look the same. */
export function expectedRange(subject: {
  readonly release: Release;
  readonly transport: string;
}): ReleaseRange {
  const { release, transport } = subject;
  if (transport === 'gRPC' && (release === '0.24' || release === '0.25')) {
    return { oldest: '0.24', newest: '0.25' };
  }
  return { oldest: release, newest: release };
}

function carriersOf(release: Release): Carrier[] {
  return eraOfRelease(release) === undefined ? ['HTTP'] : ['gRPC', 'HTTP'];
}

async function connect(carrier: Carrier, address: string, apiKey: string): Promise<HeadscaleApi> {
  const transport = carrier === 'gRPC' ? 'grpc' : 'http';
  const server = { address: parseServerAddress(address), apiKey, trust: {}, timeoutMs: TIMEOUT_MS };
  return await connectHeadscale({ ...server, transport });
}

async function usersAndNodes(api: HeadscaleApi): Promise<unknown> {
  return await Promise.all([api.listUsers(), api.listNodes()]);
}
