import type { Field, Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';

/** What a field of a request holds, as far as Headscale's requests need it. */
export type FieldKind = 'string' | 'uint64' | 'bool' | 'timestamp' | 'other';

/** The kind of a field, or of its items where it is repeated. */
export function kindOf(field: Field): FieldKind {
  const type = field.resolve().resolvedType;
  if (type instanceof protobuf.Type) return type.name === 'Timestamp' ? 'timestamp' : 'other';
  return field.type === 'string' || field.type === 'uint64' || field.type === 'bool' ? field.type : 'other';
}

/** The name of a field in the proto file; the compiled schema keeps the JSON name. */
export function protoName(jsonName: string): string {
  return jsonName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The field of this name, in either spelling. */
export function fieldNamed(type: Type, name: string): Field | undefined {
  return type.fieldsArray.find((field) => field.name === name || protoName(field.name) === name);
}
