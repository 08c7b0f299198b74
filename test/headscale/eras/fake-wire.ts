import type { Message, Wire } from '../../../src/headscale/wire.ts';

/** One call as it was handed to the wire. */
interface WireCall {
  readonly rpc: string;
  readonly message: Message;
}

/** A wire that answers what it is told to and keeps what it was asked. */
export interface FakeWire extends Wire {
  readonly calls: readonly WireCall[];
}

export function fakeWire(answer: (rpc: string, message: Message) => Message): FakeWire {
  const calls: WireCall[] = [];
  return {
    calls,
    async call(rpc, message) {
      calls.push({ rpc, message });
      return answer(rpc, message);
    },
  };
}
