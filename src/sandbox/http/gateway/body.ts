import type { Field, Type } from 'protobufjs';
import { parseRfc3339 } from '../../../domain/instant.ts';
import type { Release } from '../../../domain/release.ts';
import type { Message } from '../../message.ts';
import { since } from '../../release.ts';
import type { SandboxStatus } from '../../status.ts';
import { invalidArgument } from '../../status.ts';
import type { JsonNode, JsonObject } from '../json/node.ts';
import { JsonReader, JsonSyntax } from '../json/reader.ts';
import { fieldNamed, kindOf } from './fields.ts';

/**
 * The message of a JSON body. An empty one means that nothing is set; fields that nobody knows, and what follows the
 * first value, are ignored. Throws the status with which the gateway refuses it.
 */
export function messageOfBody(release: Release, type: Type, text: string): Message {
  const node = firstValue(text);
  return node ? new BodyReader(release, text).message(type, node) : {};
}

function firstValue(text: string): JsonNode | undefined {
  try {
    return new JsonReader(text).next();
  } catch (error) {
    if (!(error instanceof JsonSyntax)) throw error;
    throw invalidArgument(error.atEnd ? 'unexpected EOF' : error.message);
  }
}

class BodyReader {
  readonly #release: Release;
  readonly #text: string;

  constructor(release: Release, text: string) {
    this.#release = release;
    this.#text = text;
  }

  message(type: Type, node: JsonNode): Message {
    if (node.kind !== 'object') throw this.#unexpected(node);
    return this.#fields(type, node);
  }

  #fields(type: Type, node: JsonObject): Message {
    const message: Record<string, unknown> = {};
    for (const { name, at, value } of node.members) {
      const field = fieldNamed(type, name);
      if (!field || value.kind === 'null') continue;
      if (Object.hasOwn(message, field.name)) {
        throw this.#refused(at, `duplicate field ${JSON.stringify(name)}`);
      }
      message[field.name] = field.repeated ? this.#items(field, value) : this.#value(field, value);
    }
    return message;
  }

  #items(field: Field, node: JsonNode): unknown[] {
    if (node.kind !== 'list') throw this.#unexpected(node);
    return node.items.map((item) => this.#value(field, item));
  }

  #value(field: Field, node: JsonNode): unknown {
    const kind = kindOf(field);
    if (kind === 'timestamp') return this.#timestamp(node);
    if (kind === 'string' && node.kind === 'string') return node.value;
    if (kind === 'bool' && node.kind === 'boolean') return node.value;
    const digits = kind === 'uint64' ? uint64In(node) : undefined;
    if (digits !== undefined) return digits;
    // 0.23 was built with an older library, which did not name the field.
    const what = since(this.#release, '0.24') ? `${kind} field ${field.name}` : `${kind} type`;
    throw this.#refused(node.at, `invalid value for ${what}: ${node.token}`);
  }

  #timestamp(node: JsonNode): unknown {
    if (node.kind !== 'string') throw this.#unexpected(node);
    const instant = parseRfc3339(String(node.value));
    if (!instant) throw this.#refused(node.at, `invalid google.protobuf.Timestamp value ${node.token}`);
    return instant;
  }

  #unexpected(node: JsonNode): SandboxStatus {
    return invalidArgument(`proto: syntax error ${this.#place(node.at)}: unexpected token ${node.token}`);
  }

  #refused(at: number, why: string): SandboxStatus {
    return invalidArgument(`proto: ${this.#place(at)}: ${why}`);
  }

  /** Line and column in bytes, both from 1. */
  #place(at: number): string {
    const before = this.#text.slice(0, at).split('\n');
    return `(line ${before.length}:${Buffer.byteLength(before.at(-1) ?? '') + 1})`;
  }
}

/** A number or a text in decimal; undefined for everything else. */
function uint64In(node: JsonNode): string | undefined {
  if (node.kind !== 'number' && node.kind !== 'string') return undefined;
  const text = String(node.kind === 'number' ? node.token : node.value);
  if (/^\d+$/.test(text)) return BigInt(text) < 2n ** 64n ? text : undefined;
  const whole = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(whole) ? String(whole) : undefined;
}
