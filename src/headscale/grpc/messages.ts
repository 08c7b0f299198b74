import type { LazyList } from '../../domain/lazy-list.ts';
import { HsError } from '../../errors.ts';
import type { Era } from '../eras/era.ts';
import { decodeMessage } from '../protobuf/decode.ts';
import { encodeMessage } from '../protobuf/encode.ts';
import { messageList } from '../protobuf/message-list.ts';
import { type CallTypes, callsOf } from '../protobuf/schema.ts';
import type { Message, ReadOne } from '../wire.ts';
import { loadDescriptor, SERVICE } from './descriptors.ts';

/** One call of an era: how its request is written and its answer read. */
export interface RpcMessages extends CallTypes {
  encodeRequest(message: Message): Uint8Array;
  /** Throws `failed` where the bytes are not this message. */
  decodeResponse(bytes: Uint8Array): Message;
  /** What `read` makes of each message of one list in an answer. Throws like `decodeResponse` when it is taken. */
  decodeEach<T>(bytes: Uint8Array, list: string, read: ReadOne<T>): LazyList<T>;
}

/** Every call of an era by its name. */
export type EraMessages = ReadonlyMap<string, RpcMessages>;

/** Reads the compiled schema of an era. */
export async function loadMessages(era: Era): Promise<EraMessages> {
  const calls = callsOf(await loadDescriptor(era), SERVICE);
  return new Map([...calls].map(([rpc, types]) => [rpc, rpcMessages(rpc, types)]));
}

function rpcMessages(rpc: string, { requestType, responseType }: CallTypes): RpcMessages {
  const refuse = (cause: unknown) =>
    new HsError('failed', `The answer to ${rpc} cannot be read as Headscale's`, {
      hint: 'Run `hs version` to see which release was found.',
      cause,
    });
  return {
    requestType,
    responseType,
    encodeRequest: (message) => encodeMessage(requestType, message),
    decodeResponse(bytes) {
      try {
        return decodeMessage(responseType, bytes);
      } catch (cause) {
        throw refuse(cause);
      }
    },
    decodeEach: (bytes, list, read) => messageList({ type: responseType, list, bytes, read, refuse }),
  };
}
