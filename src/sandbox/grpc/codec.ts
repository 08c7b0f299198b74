import type { Root, Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';
import type { Era } from '../../headscale/eras/era.ts';
import { loadDescriptor, SERVICE } from '../../headscale/grpc/descriptors.ts';
import type { Message } from '../message.ts';
import { CODES, SandboxStatus } from '../status.ts';
import { withoutForeignFields } from './wire.ts';

/** How the requests and answers of one call are written. */
export interface Codec {
  /** Throws the status with which grpc-go refuses what it cannot decode, before it looks at any key. */
  decodeRequest(bytes: Uint8Array): Message;
  encodeResponse(message: Message): Uint8Array;
}

/** The codecs of an era, and its schema for reflection. */
export interface EraCodecs {
  readonly root: Root;
  readonly codecs: ReadonlyMap<string, Codec>;
  /** The messages of each call. */
  readonly types: ReadonlyMap<string, CallTypes>;
}

interface CallTypes {
  readonly request: Type;
  readonly response: Type;
}

/** Reads the compiled schema of an era. */
export async function loadCodecs(era: Era): Promise<EraCodecs> {
  const root = protobuf.Root.fromJSON(await loadDescriptor(era));
  root.resolveAll();
  const service = root.lookupService(SERVICE);
  const types = new Map(service.methodsArray.map((method) => [method.name, typesOf(method)]));
  return { root, types, codecs: new Map([...types].map(([rpc, call]) => [rpc, codecOf(call)])) };
}

function typesOf(method: protobuf.Method): CallTypes {
  method.resolve();
  const { resolvedRequestType: request, resolvedResponseType: response } = method;
  if (!request || !response) throw new Error(`unresolved method ${method.name}`);
  return { request, response };
}

function codecOf({ request, response }: CallTypes): Codec {
  return {
    decodeRequest: (bytes) => decode(request, bytes),
    encodeResponse: (message) => encodeMessage(response, message),
  };
}

/** A message as Go sends it. */
export function encodeMessage(type: Type, message: Message): Uint8Array {
  return type.encode(toWire(type, message)).finish();
}

/**
 * The message as protobufjs writes it: enums as numbers, and without the fields that have their zero value, which Go
 * does not send either. Quicker than `fromObject`, which copies each node of a long list.
 */
function toWire(type: protobuf.Type, message: Message): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = message[field.name];
    if (value === null || value === undefined || value === '' || value === 0 || value === false) continue;
    wire[field.name] = Array.isArray(value)
      ? value.map((item) => fieldValue(field, item))
      : fieldValue(field, value);
  }
  return wire;
}

function fieldValue(field: protobuf.Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return type.values[String(value)];
  return type instanceof protobuf.Type ? toWire(type, value as Message) : value;
}

function decode(type: Type, bytes: Uint8Array): Message {
  try {
    const message = type.decode(withoutForeignFields(type, bytes));
    return type.toObject(message, { longs: String, enums: String, defaults: true, oneofs: true });
  } catch {
    throw new SandboxStatus(
      CODES.internal,
      'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data',
    );
  }
}
