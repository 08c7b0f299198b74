import type { Context } from './context.ts';
import type { Message } from './message.ts';
import { since } from './release.ts';
import type { Call } from './rules/calls.ts';
import { callsOf } from './rules/calls.ts';
import type { Caller } from './rules/credentials.ts';
import { authorise } from './rules/credentials.ts';
import { ServerDied, unknownMethod } from './status.ts';
import { WriteBatches } from './write-batches.ts';

/** The full name of the one gRPC service. */
const SERVICE = 'headscale.v1.HeadscaleService';

/** One call that reached the server, whether it was let in or not. */
export interface RecordedCall {
  readonly rpc: string;
  readonly request: Message;
  readonly authorised: boolean;
}

/** What the core tells the one who runs it. */
export interface CoreEvents {
  /** Before the rule runs. */
  onCall(call: RecordedCall): void;
  /** After a rule ran, whatever came of it. */
  onChange(): void;
  /** The process died over a call. */
  onDeath(): void;
}

/** The server apart from any transport: gRPC and HTTP carry the same messages to the same rules. */
export class Core {
  readonly context: Context;
  readonly #calls: ReadonlyMap<string, Call>;
  readonly #events: CoreEvents;
  readonly #batches: WriteBatches;

  constructor(context: Context, events: CoreEvents, nodeWriteDelayMs: number) {
    this.context = context;
    this.#calls = callsOf(context.release);
    this.#events = events;
    this.#batches = new WriteBatches(nodeWriteDelayMs);
  }

  /** True where this release has the call. */
  has(rpc: string): boolean {
    return this.#calls.has(rpc);
  }

  /** Names of the calls of this release. */
  rpcs(): string[] {
    return [...this.#calls.keys()];
  }

  /**
   * Looks at the caller's key, then answers the call. Throws `SandboxStatus` with what the real server says, or
   * `ServerDied` where the real one would crash.
   */
  async call(rpc: string, request: Message, caller: Caller): Promise<Message> {
    const call = this.#calls.get(rpc);
    if (!call) throw unknownMethod(rpc, SERVICE);
    this.admit(rpc, request, caller);
    this.#events.onCall({ rpc, request, authorised: true });
    const response = this.#answer(call, request);
    await this.#nodeStore(call);
    return response;
  }

  /**
   * Looks at the caller's key. Throws `SandboxStatus` to one who is not let in, and notes the call that was tried, if
   * it is known by then.
   */
  admit(rpc: string | undefined, request: Message, caller: Caller): void {
    try {
      authorise(this.context, caller);
    } catch (refusal) {
      if (rpc !== undefined) this.#events.onCall({ rpc, request, authorised: false });
      throw refusal;
    }
  }

  /** Lets everyone go who waits for the node store. */
  flush(): void {
    this.#batches.flush();
  }

  async #nodeStore(call: Call): Promise<void> {
    const { release } = this.context;
    const batches = since(release, '0.27.0') ? (call.batches?.(release) ?? 0) : 0;
    for (let written = 0; written < batches; written++) await this.#batches.written();
  }

  #answer(call: Call, request: Message): Message {
    try {
      return call.rule(this.context, request);
    } catch (error) {
      if (error instanceof ServerDied) this.#events.onDeath();
      throw error;
    } finally {
      this.#events.onChange();
    }
  }
}
