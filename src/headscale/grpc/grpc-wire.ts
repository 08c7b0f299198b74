import { HsError } from '../../errors.ts';
import type { EarlyCall } from '../api.ts';
import type { Era } from '../eras/era.ts';
import type { Message, Wire, WireCallOptions } from '../wire.ts';
import type { GrpcChannel, RawAnswer } from './channel.ts';
import { type EraMessages, loadMessages } from './messages.ts';

/** Turns the end of a failed call into the error a user sees. */
export type ExplainFailure = (
  rpc: string,
  answer: RawAnswer,
  options: { change: boolean; timeoutMs: number },
) => Promise<HsError>;

export interface GrpcWireOptions {
  readonly channel: GrpcChannel;
  readonly timeoutMs: number;
  readonly explain: ExplainFailure;
}

/** Carries the messages of any era over one channel. */
export interface GrpcWires {
  /** Sends a call now and keeps its answer for the wire that asks for it. */
  sendEarly(
    rpc: EarlyCall,
    options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  ): void;
  /** Drops the answers that nobody has asked for: they would be old news by the time somebody does. */
  forgetEarly(): void;
  /** The wire that speaks one era. */
  of(era: Era): Wire;
  /** The calls of an era and their messages. */
  messages(era: Era): Promise<EraMessages>;
}

const EMPTY = new Uint8Array(0);

export function grpcWires({ channel, timeoutMs, explain }: GrpcWireOptions): GrpcWires {
  const early = new Map<string, Promise<RawAnswer>>();
  const loaded = new Map<Era, Promise<EraMessages>>();

  const messages = (era: Era) => {
    const known = loaded.get(era) ?? loadMessages(era);
    loaded.set(era, known);
    return known;
  };

  const send = (
    rpc: string,
    bytes: Uint8Array,
    options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  ) =>
    channel.call(rpc, bytes, {
      timeoutMs: options.timeoutMs ?? timeoutMs,
      ...(options.signal ? { signal: options.signal } : {}),
      authorised: true,
    });

  /** What the server answered, where it said OK, and how that is read. */
  async function answerTo(era: Era, rpc: string, message: Message, options: WireCallOptions) {
    const sent = early.get(rpc);
    early.delete(rpc);
    const codec = (await messages(era)).get(rpc);
    if (!codec) throw new HsError('unsupported', `This release has no call named ${rpc}`);
    const answer = await (sent ?? send(rpc, codec.encodeRequest(message), options));
    if (answer.code !== 0) {
      throw await explain(rpc, answer, { change: options.change, timeoutMs: options.timeoutMs ?? timeoutMs });
    }
    if (!answer.bytes) throw unreadable(options.change, `The server answered ${rpc} with nothing at all`);
    return { codec, bytes: answer.bytes };
  }

  async function call(era: Era, rpc: string, message: Message, options: WireCallOptions): Promise<Message> {
    const { codec, bytes } = await answerTo(era, rpc, message, options);
    try {
      return codec.decodeResponse(bytes);
    } catch (error) {
      if (!options.change || !(error instanceof HsError)) throw error;
      throw unreadable(true, error.message, error);
    }
  }

  return {
    sendEarly(rpc, options) {
      if (!early.has(rpc)) early.set(rpc, send(rpc, EMPTY, options));
    },
    forgetEarly: () => early.clear(),
    of: (era) => ({
      call: (rpc, message, options) => call(era, rpc, message, options),
      async each(rpc, list, read, options) {
        const { codec, bytes } = await answerTo(era, rpc, {}, { ...options, change: false });
        return codec.decodeEach(bytes, list, read);
      },
    }),
    messages,
  };
}

/** The server said OK: what it was asked to change may be changed, readable or not. */
function unreadable(change: boolean, message: string, cause?: Error): HsError {
  if (!change) return new HsError('failed', message);
  return new HsError('answer_lost', message, {
    hint: 'It may have been applied: look before you repeat it.',
    cause,
  });
}
