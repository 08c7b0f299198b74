import type { Field, Type } from 'protobufjs';
import protobuf from 'protobufjs/light.js';
import type { Instant } from '../../../domain/instant.ts';
import { toRfc3339 } from '../../../domain/instant.ts';
import type { Message } from '../../message.ts';
import { boolOf, digitsOf, instantOf, textOf } from '../../message.ts';

/** An answer as the gateway writes it: every field, 64-bit numbers as text, unset messages null. */
export function jsonOf(type: Type, message: Message): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = message[field.name];
    if (!field.repeated) json[field.name] = single(field, message);
    else
      json[field.name] = Array.isArray(value)
        ? value.map((item) => single(field, { [field.name]: item }))
        : [];
  }
  return json;
}

function single(field: Field, message: Message): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return message[field.name] ?? Object.keys(type.values)[0];
  if (type instanceof protobuf.Type) {
    if (type.name !== 'Timestamp') {
      const inner = message[field.name] ?? null;
      return inner === null ? null : jsonOf(type, inner as Message);
    }
    const instant = instantOf(message, field.name);
    return instant && timeOf(instant);
  }
  if (field.type === 'string') return textOf(message, field.name);
  return field.type === 'bool' ? boolOf(message, field.name) : digitsOf(message, field.name);
}

/** Protobuf's JSON writes three, six or nine decimals, or none. */
function timeOf(instant: Instant): string {
  return toRfc3339(instant).replace(/\.(\d+)Z$/, (_, decimals: string) => {
    return `.${decimals.padEnd(Math.ceil(decimals.length / 3) * 3, '0')}Z`;
  });
}
