import type { Era } from '../../src/headscale/eras/era.ts';
import { eraOfRelease } from '../../src/headscale/eras/era.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { messagesOf, RawClient } from './replay/wire.ts';

/** What a call came to: the answer, or `CODE TEXT`. */
type Outcome = Readonly<Record<string, unknown>> | string;

/** A sandbox and a client that can speak the language of any era to it. */
export interface Talk {
  readonly sandbox: RunningSandbox;
  /** Calls in the release's own language. */
  call(rpc: string, request?: Record<string, unknown>): Promise<Outcome>;
  /** Calls in the language of another era. */
  callAs(era: Era, rpc: string, request: Record<string, unknown>): Promise<Outcome>;
  /** Calls in the release's own language, reads the answer in that of another era. Throws where it cannot. */
  readAs(era: Era, rpc: string): Promise<Outcome>;
  /** Connects anew: a client may notice only at its next call that a connection is gone. */
  reconnect(): void;
  end(): Promise<void>;
}

/** Starts a sandbox and connects to it over TCP with its key. */
export async function talkTo(options: SandboxOptions): Promise<Talk> {
  const sandbox = await startSandbox(options);
  const own = eraOfRelease(sandbox.release);
  if (own === undefined) throw new Error(`${sandbox.release} has no gRPC`);
  const connect = () => new RawClient(`127.0.0.1:${sandbox.grpcPort}`);
  let client = connect();
  const callAs = async (era: Era, rpc: string, request: Record<string, unknown>): Promise<Outcome> => {
    const [foreign, messages] = [await messagesOf(era), await messagesOf(own)];
    const body = foreign.encodeRequest(rpc, request);
    const answer = await client.call(rpc, body, `Bearer ${sandbox.apiKey}`);
    return answer.bytes ? messages.decodeResponse(rpc, answer.bytes) : `${answer.code} ${answer.message}`;
  };
  return {
    sandbox,
    callAs,
    readAs: async (era, rpc) => {
      const { bytes } = await client.call(rpc, new Uint8Array(), `Bearer ${sandbox.apiKey}`);
      return (await messagesOf(era)).decodeResponse(rpc, bytes ?? new Uint8Array());
    },
    reconnect: () => {
      client.close();
      client = connect();
    },
    call: (rpc, request = {}) => callAs(own, rpc, request),
    end: async () => {
      client.close();
      await sandbox.stop();
    },
  };
}
