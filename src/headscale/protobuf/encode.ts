import type { Message } from '../wire.ts';
import { LAYOUT } from './layout.ts';
import type { FieldType, MessageType } from './schema.ts';

/**
 * Writes a message as Go does: fields in the order of their numbers, those with their default value left out. 64-bit
 * numbers may be decimal text.
 * @throws Error for a field that the schema does not have (a server would drop it in silence) or a value that does not
 * fit: both are mistakes of hs
 */
export function encodeMessage(type: MessageType, message: Message): Uint8Array {
  const names = new Set(type.fields.map(({ name }) => name));
  const foreign = Object.keys(message).find((name) => !names.has(name));
  if (foreign !== undefined) throw new Error(`${type.name} has no field ${foreign}`);
  return Buffer.concat(type.fields.flatMap((field) => fieldBytes(field, message[field.name], type)));
}

function fieldBytes(field: FieldType, value: unknown, type: MessageType): Uint8Array[] {
  if (value === undefined || value === null) return [];
  if (!field.repeated) {
    const isDefault = value === '' || value === false || value === 0 || value === '0';
    return isDefault ? [] : valueBytes(field, value, type);
  }
  if (!Array.isArray(value)) throw new Error(`${type.name}.${field.name} is no list`);
  return value.flatMap((item: unknown) => valueBytes(field, item, type));
}

/** The tag, which has the number and the layout, then the value. */
function valueBytes(field: FieldType, value: unknown, type: MessageType): Uint8Array[] {
  const tag = varint(BigInt(field.number << 3) | BigInt(field.layout));
  if (field.layout === LAYOUT.varint) return [tag, varint(numberOf(field, value, type))];
  const bytes = bytesOf(field, value, type);
  return [tag, varint(BigInt(bytes.length)), bytes];
}

function bytesOf({ name, kind, message }: FieldType, value: unknown, type: MessageType): Uint8Array {
  if (kind === 'string' && typeof value === 'string') return Buffer.from(value);
  if (message && typeof value === 'object' && value !== null) return encodeMessage(message, value as Message);
  throw new Error(`${type.name}.${name} is no ${kind}`);
}

function numberOf({ name, kind }: FieldType, value: unknown, type: MessageType): bigint {
  if (kind === 'bool' && typeof value === 'boolean') return BigInt(value);
  if (kind !== 'bool' && typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (kind !== 'bool' && typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  throw new Error(`${type.name}.${name} is no ${kind}`);
}

/** Seven bits to a byte, the lowest first; what is negative as its complement in 64 bits. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
