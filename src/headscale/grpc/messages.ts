import type { Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';
import { HsError } from '../../errors.ts';
import type { Era } from '../eras/era.ts';
import type { Message } from '../wire.ts';
import { loadDescriptor, SERVICE } from './descriptors.ts';

/** One call of an era: how its request is written and its answer read. */
export interface RpcMessages {
  readonly requestType: Type;
  readonly responseType: Type;
  encodeRequest(message: Message): Uint8Array;
  /** Throws `failed` where the bytes are not this message. */
  decodeResponse(bytes: Uint8Array): Message;
}

/** Every call of an era by its name. */
export type EraMessages = ReadonlyMap<string, RpcMessages>;

/** Reads the compiled schema of an era. Costs some milliseconds: to be started while an answer is under way. */
export async function loadMessages(era: Era): Promise<EraMessages> {
  const root = protobuf.Root.fromJSON(await loadDescriptor(era));
  const service = root.lookupService(SERVICE);
  return new Map(service.methodsArray.map((method) => [method.name, rpcMessages(method)]));
}

function rpcMessages(method: protobuf.Method): RpcMessages {
  method.resolve();
  const { resolvedRequestType: requestType, resolvedResponseType: responseType } = method;
  if (!requestType || !responseType) throw new Error(`unresolved method ${method.name}`);
  return {
    requestType,
    responseType,
    encodeRequest: (message) => requestType.encode(requestType.fromObject({ ...message })).finish(),
    decodeResponse(bytes) {
      try {
        return responseType.decode(bytes) as unknown as Message;
      } catch (cause) {
        throw new HsError('failed', `The answer to ${method.name} cannot be read as Headscale's`, {
          hint: 'Run `hs version` to see which release was found.',
          cause,
        });
      }
    },
  };
}
