import { type Instant, instantOf, parseRfc3339, toRfc3339 } from '../domain/instant.ts';
import { HsError } from '../errors.ts';
import type { EraMessages, RpcMessages } from './grpc/messages.ts';
import { type FieldType, type MessageType, TIMESTAMP } from './protobuf/schema.ts';
import type { Message, Wire, WireCallOptions } from './wire.ts';

/** Plain JSON with camelCase names, 64-bit numbers as strings and times as RFC 3339. */
export type RawObject = Record<string, unknown>;

/**
 * Any call of an era, JSON in and out. Fields that the era's schema lacks are refused: servers drop them in silence,
 * and then do something else than was meant.
 * @throws HsError `usage` for a call there is not, `invalid_value` for fields and values that do not fit
 */
export async function rawCall(
  messages: EraMessages,
  wire: Wire,
  rpc: string,
  json: RawObject,
  options: WireCallOptions,
): Promise<RawObject> {
  const { requestType, responseType } = findRpc(messages, rpc);
  const request = readMessage(requestType, json, rpc);
  return plainMessage(responseType, await wire.call(rpc, request, options));
}

function findRpc(messages: EraMessages, rpc: string): RpcMessages {
  const found = messages.get(rpc);
  if (found) return found;
  throw new HsError('usage', `This release has no call "${rpc}"`);
}

function readMessage({ fields }: MessageType, json: RawObject, path: string): Message {
  const message: RawObject = {};
  for (const [name, value] of Object.entries(json)) {
    const field = fields.find((known) => known.name === name);
    if (!field) {
      const names = fields.map((known) => known.name);
      throw new HsError('invalid_value', `${path} has no field "${name}" in this release`, {
        hint: names.length > 0 ? `It has: ${names.join(', ')}.` : 'It takes nothing: {}.',
      });
    }
    if (value !== null) message[name] = readField(field, value, `${path}.${name}`);
  }
  return message;
}

function readField(field: FieldType, value: unknown, path: string): unknown {
  if (!field.repeated) return readValue(field, value, path);
  if (!Array.isArray(value)) throw misfit(path, 'a list');
  return value.map((item: unknown, index) => readValue(field, item, `${path}[${index}]`));
}

function readValue(field: FieldType, value: unknown, path: string): unknown {
  switch (field.kind) {
    case 'string':
      if (typeof value !== 'string') throw misfit(path, 'a text');
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw misfit(path, 'true or false');
      return value;
    case 'uint64':
      if (!/^\d{1,19}$/.test(String(value)) || typeof value === 'boolean') throw misfit(path, 'a number');
      return String(value);
    default:
      return readNested(field, value, path);
  }
}

function readNested({ message: type }: FieldType, value: unknown, path: string): unknown {
  if (type?.name === TIMESTAMP) {
    const instant = typeof value === 'string' ? parseRfc3339(value) : undefined;
    if (!instant) throw misfit(path, 'a time such as 2026-12-31T18:00:00Z');
    return instant;
  }
  if (!type || typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw misfit(path, 'an object');
  }
  return readMessage(type, value as RawObject, path);
}

function misfit(path: string, wanted: string): HsError {
  return new HsError('invalid_value', `${path} has to be ${wanted}`);
}

/** An answer as plain JSON, whether it came as a decoded message (gRPC) or as JSON already (the gateway). */
function plainMessage({ fields }: MessageType, message: Message): RawObject {
  return Object.fromEntries(
    fields.map((field) => {
      const value = message[field.name];
      if (!field.repeated) return [field.name, plainValue(field, value)];
      return [field.name, Array.isArray(value) ? value.map((item) => plainValue(field, item)) : []];
    }),
  );
}

function plainValue({ kind, message: type, values }: FieldType, value: unknown): unknown {
  if (kind === 'enum') {
    const number = value ?? 0;
    return typeof number === 'number' ? (values[number] ?? number) : number;
  }
  if (type === undefined)
    return kind === 'uint64' ? String(value ?? 0) : (value ?? (kind === 'bool' ? false : ''));
  if (value === null || value === undefined) return null;
  if (type.name === TIMESTAMP) return typeof value === 'string' ? value : toRfc3339(timeOf(value as Message));
  return plainMessage(type, value as Message);
}

function timeOf(message: Message): Instant {
  const instant = instantOf(Number(message['seconds'] ?? 0), Number(message['nanos'] ?? 0));
  if (instant) return instant;
  throw new HsError('failed', "The server's answer has a time beyond any calendar", {
    hint: 'Run `hs version` to see which release was found.',
  });
}
