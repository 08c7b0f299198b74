import { instantOf, isZeroTime, toRfc3339 } from '../../domain/instant.ts';
import type { JsonPart, JsonShape } from '../../domain/json-shape.ts';
import type { ByteReader } from './byte-reader.ts';
import type { JsonBytes } from './json-bytes.ts';
import { LAYOUT } from './layout.ts';
import { type FieldType, type MessageType, TIMESTAMP } from './schema.ts';

/**
 * Writes the message at the reader's position, which ends at `end`, as JSON. False where that takes more than copying:
 * then what was written is to be taken back, and the message to be read. It is not said what is wrong with one that
 * cannot be read: reading it says so.
 */
export type WriteJson = (reader: ByteReader, end: number, out: JsonBytes) => boolean;

/**
 * How messages of a type are written in a shape, as `JSON.stringify` indents it by two spaces; undefined where the type
 * lacks a field of the shape. Texts, flags and times are copied from byte to byte; whatever has a rule to it (secrets,
 * the zero time, sets out of order, things without an id, characters that JSON escapes) is left to who reads.
 * @param depth how many levels the object stands inside others
 */
export function jsonWriterOf(type: MessageType, shape: JsonShape, depth: number): WriteJson | undefined {
  const indent = `\n${'  '.repeat(depth + 1)}`;
  const parts: { readonly number: number; readonly key: Uint8Array; readonly write: WriteField }[] = [];
  for (const [name, part] of Object.entries(shape)) {
    const field = type.fields.find((one) => one.name === name);
    const write = field && fieldWriter(field, part, depth + 1);
    if (!write) return undefined;
    const key = `${parts.length === 0 ? '{' : ','}${indent}${JSON.stringify(name)}: `;
    parts.push({ number: field.number, key: Buffer.from(key), write });
  }
  const close = Buffer.from(`\n${'  '.repeat(depth)}}`);
  const starts = new Int32Array(type.byNumber.length);
  return (reader, end, out) => {
    if (!findFields(reader, type, end, starts)) return false;
    for (const { number, key, write } of parts) {
      out.bytes(key);
      const start = starts[number] ?? ABSENT;
      if (!write(reader, start, end, out)) return false;
    }
    out.bytes(close);
    return true;
  };
}

/** No value begins at the first byte of anything: its tag comes before it. */
const ABSENT = 0;

/** Writes a field whose value begins at `start`, in a message that ends at `end`. */
type WriteField = (reader: ByteReader, start: number, end: number, out: JsonBytes) => boolean;

/** Notes where the value of each field begins; false where a field comes in several places. */
function findFields(reader: ByteReader, type: MessageType, end: number, starts: Int32Array): boolean {
  starts.fill(ABSENT);
  let last = 0;
  while (reader.position < end) {
    const tag = reader.int32();
    const number = tag >>> 3;
    const field = type.byNumber[number];
    if (field) {
      if (field.layout !== (tag & 7)) return false;
      const isFirst = starts[number] === ABSENT;
      if (isFirst) starts[number] = reader.position;
      else if (!field.repeated || last !== number) return false;
    }
    last = number;
    reader.passOver(tag & 7, end);
  }
  return reader.position === end;
}

function fieldWriter(field: FieldType, part: JsonPart, depth: number): WriteField | undefined {
  const { kind, message, repeated } = field;
  if (typeof part === 'object') return message && !repeated ? objectWriter(message, part, depth) : undefined;
  if (part === 'secret') return () => false;
  if (part === 'time' || part === 'end') return message?.name === TIMESTAMP ? writeTime : undefined;
  if (repeated) return kind === 'string' ? textsWriter(field, part === 'set', depth) : undefined;
  switch (kind) {
    case 'string':
      return writeText;
    case 'bool':
      return writeFlag;
    case 'uint64':
      return writeId;
    case 'enum':
      return wordWriter(field);
    default:
      return undefined;
  }
}

const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NO_TEXT = Buffer.from('""');
const EMPTY_LIST = Buffer.from('[]');

const writeText: WriteField = (reader, start, end, out) => {
  if (start === ABSENT) {
    out.bytes(NO_TEXT);
    return true;
  }
  reader.position = start;
  return reader.copyText(end, out);
};

const writeFlag: WriteField = (reader, start, _end, out) => {
  reader.position = start;
  out.bytes(start !== ABSENT && reader.bool() ? TRUE : FALSE);
  return true;
};

/** What has no id is nothing, or an error. */
const writeId: WriteField = (reader, start, _end, out) => {
  if (start === ABSENT) return false;
  reader.position = start;
  const id = reader.uint64();
  if (id === 0) return false;
  out.ascii(`"${id}"`);
  return true;
};

function wordWriter({ values }: FieldType): WriteField {
  const words = values.map((word) => Buffer.from(JSON.stringify(word)));
  return (reader, start, _end, out) => {
    reader.position = start;
    const word = words[start === ABSENT ? 0 : reader.int32()];
    if (word) out.bytes(word);
    return word !== undefined;
  };
}

const writeTime: WriteField = (reader, start, end, out) => {
  if (start === ABSENT) {
    out.bytes(NULL);
    return true;
  }
  reader.position = start;
  const last = reader.endOfBytes(end);
  let seconds: number | string = 0;
  let nanos = 0;
  while (reader.position < last) {
    const tag = reader.int32();
    if (tag === ((1 << 3) | LAYOUT.varint)) seconds = reader.int64();
    else if (tag === ((2 << 3) | LAYOUT.varint)) nanos = reader.int32();
    else return false;
  }
  const instant = instantOf(seconds, nanos);
  if (!instant || isZeroTime(instant)) return false;
  out.ascii(`"${toRfc3339(instant)}"`);
  return true;
};

function textsWriter({ number }: FieldType, isSet: boolean, depth: number): WriteField {
  const indent = `\n${'  '.repeat(depth + 1)}`;
  const [open, next, close] = [`[${indent}`, `,${indent}`, `\n${'  '.repeat(depth)}]`].map((text) =>
    Buffer.from(text),
  );
  const tag = (number << 3) | LAYOUT.lengthFirst;
  if (!open || !next || !close) return () => false;
  return (reader, start, end, out) => {
    if (start === ABSENT) {
      out.bytes(EMPTY_LIST);
      return true;
    }
    reader.position = start;
    let count = 0;
    do {
      out.bytes(count === 0 ? open : next);
      if (!reader.copyText(end, out)) return false;
      count += 1;
    } while (reader.position < end && reader.int32() === tag);
    out.bytes(close);
    // One is in order; of several, who reads them sees to that.
    return count === 1 || !isSet;
  };
}

function objectWriter(message: MessageType, shape: JsonShape, depth: number): WriteField | undefined {
  const write = jsonWriterOf(message, shape, depth);
  if (!write) return undefined;
  return (reader, start, end, out) => {
    if (start === ABSENT) {
      out.bytes(NULL);
      return true;
    }
    reader.position = start;
    return write(reader, reader.endOfBytes(end), out);
  };
}
