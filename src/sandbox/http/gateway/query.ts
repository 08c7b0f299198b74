import type { Field, Type } from 'protobufjs';
import { parseRfc3339 } from '../../../domain/instant.ts';
import type { Message } from '../../message.ts';
import { invalidArgument } from '../../status.ts';
import { badTime } from '../go-time.ts';
import { badUint64, parseBool } from '../go-values.ts';
import type { PathParameters } from '../path-template.ts';
import { fieldNamed, kindOf, protoName } from './fields.ts';

/** The fields that a path names. Throws the status of a number that is none. */
export function messageOfPath(type: Type, parameters: PathParameters): Message {
  const message: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const field = fieldNamed(type, name);
    if (!field) continue;
    const wrong = kindOf(field) === 'uint64' ? badUint64(value) : undefined;
    if (wrong !== undefined) throw invalidArgument(`type mismatch, parameter: ${name}, error: ${wrong}`);
    message[field.name] = value;
  }
  return message;
}

/** The fields that a query names and the path does not; names that nobody knows are ignored. */
export function messageOfQuery(type: Type, query: URLSearchParams, inPath: PathParameters): Message {
  const message: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const [outer = '', inner] = name.split('.');
    const field = fieldNamed(type, outer);
    if (!field || Object.hasOwn(inPath, protoName(field.name))) continue;
    const values = query.getAll(name);
    if (values.length > 1 && !field.repeated) {
      throw invalidArgument(`too many values for field "${protoName(field.name)}": ${values.join(', ')}`);
    }
    const value =
      inner === undefined ? parsedValue(field, values) : partOf(message[field.name], inner, values);
    if (value !== undefined) message[field.name] = value;
  }
  return message;
}

function parsedValue(field: Field, values: readonly string[]): unknown {
  if (field.repeated) return values;
  const [text = ''] = values;
  const refused = (why: string) => invalidArgument(`parsing field "${protoName(field.name)}": ${why}`);
  switch (kindOf(field)) {
    case 'uint64': {
      const wrong = badUint64(text);
      if (wrong !== undefined) throw refused(wrong);
      return text;
    }
    case 'bool': {
      const value = parseBool(text);
      if (value === undefined) {
        throw refused(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
      }
      return value;
    }
    case 'timestamp': {
      if (text === 'null') return undefined;
      const wrong = badTime(text);
      if (wrong !== undefined) throw refused(wrong);
      return parseRfc3339(text);
    }
    default:
      return text;
  }
}

/** `expiry.seconds=5`: a part of a timestamp. */
function partOf(before: unknown, part: string, [text = '']: readonly string[]): unknown {
  if (part !== 'seconds' && part !== 'nanos') return before;
  const known = { seconds: 0, nanos: 0, ...(before as object | undefined) };
  return { ...known, [part]: Number(text) };
}
