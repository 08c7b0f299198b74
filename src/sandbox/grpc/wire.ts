import type { Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';

/** Wire types by the names of scalar types; what is not here is length-delimited. */
const WIRE_TYPES: Readonly<Record<string, number>> = {
  int32: 0,
  uint32: 0,
  sint32: 0,
  int64: 0,
  uint64: 0,
  sint64: 0,
  bool: 0,
  fixed64: 1,
  sfixed64: 1,
  double: 1,
  fixed32: 5,
  sfixed32: 5,
  float: 5,
};
const LENGTH_DELIMITED = 2;

/**
 * Leaves out the fields whose wire type is not the declared one. Go takes such a field for an unknown one, so it
 * stays at its zero value; protobufjs would read it as what was declared and lose its place. This is how requests of
 * the wrong release do their harm. Throws where the bytes are no message at all.
 */
export function withoutForeignFields(type: Type, bytes: Uint8Array): Uint8Array {
  const reader = protobuf.Reader.create(bytes);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const [number, wireType] = [tag >>> 3, tag & 7];
    if (number === 0) throw new Error('invalid field number');
    reader.skipType(wireType);
    const field = type.fieldsById[number];
    if (field && wireTypeOf(field) === wireType) kept.push(bytes.subarray(start, reader.pos));
  }
  return Buffer.concat(kept);
}

function wireTypeOf(field: protobuf.Field): number {
  const resolved = field.resolve().resolvedType;
  if (resolved instanceof protobuf.Enum) return 0;
  return WIRE_TYPES[field.type] ?? LENGTH_DELIMITED;
}
