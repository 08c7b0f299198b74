import type { JsonShape } from '../../domain/json-shape.ts';
import type { LazyList } from '../../domain/lazy-list.ts';
import type { Message, ReadOne } from '../wire.ts';
import { ByteReader } from './byte-reader.ts';
import { readMessage } from './decode.ts';
import { JsonBytes } from './json-bytes.ts';
import { jsonWriterOf, type WriteJson } from './json-writer.ts';
import { LAYOUT } from './layout.ts';
import type { MessageType } from './schema.ts';

/** Where a list is in an answer, and what becomes of its messages. */
export interface ListSource<T> {
  /** The message that holds the list. */
  readonly type: MessageType;
  /** The name of its field. */
  readonly list: string;
  readonly bytes: Uint8Array;
  readonly read: ReadOne<T>;
  /** Makes an error of what bytes are refused with that are no such message. */
  readonly refuse: (cause: unknown) => Error;
}

/** The messages of one list in an answer, each read when it is taken. Throws what `refuse` and `read` say then. */
export function messageList<T>(source: ListSource<T>): LazyList<T> {
  return {
    *[Symbol.iterator]() {
      const messages = new Messages(source);
      while (messages.next()) yield messages.read();
    },
    asJson: (shape, write) => jsonOf(new Messages(source), shape, write),
  };
}

/** As much as is handed on at once, in bytes. */
const PIECE = 128 * 1024;

/** More than the keys of an object take; beside it each byte of a message becomes eight at most. */
const ROOM_FOR_KEYS = 8 * 1024;

function* jsonOf<T>(
  messages: Messages<T>,
  shape: JsonShape,
  write: (item: T) => string,
): Generator<Uint8Array> {
  const quick = jsonWriterOf(messages.type, shape, 1);
  const out = new JsonBytes();
  for (let comma = ''; messages.next(); comma = ',') {
    out.reserve(ROOM_FOR_KEYS + 8 * messages.size);
    out.ascii(`${comma}\n  `);
    if (!quick || !messages.copy(quick, out)) out.text(write(messages.read()));
    if (out.length > PIECE) yield out.take();
  }
  if (out.length > 0) yield out.take();
}

/** The messages of a list, one after the other. */
class Messages<T> {
  readonly type: MessageType;
  readonly #source: ListSource<T>;
  readonly #tag: number;
  readonly #reader: ByteReader;
  #index = -1;
  /** Where the present message is. */
  #start = 0;
  #end = 0;

  constructor(source: ListSource<T>) {
    const field = source.type.fields.find(({ name }) => name === source.list);
    if (!field?.message) throw new Error(`${source.type.name} has no messages named ${source.list}`);
    this.type = field.message;
    this.#tag = (field.number << 3) | LAYOUT.lengthFirst;
    this.#source = source;
    this.#reader = new ByteReader(source.bytes);
  }

  /** How many bytes the present message has. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Goes to the next message; false where there is none. */
  next(): boolean {
    try {
      return this.#find();
    } catch (cause) {
      throw this.#source.refuse(cause);
    }
  }

  /** Reads the present message. */
  read(): T {
    return this.#source.read(this.#message(), this.#index);
  }

  /** Writes the present message; false, and nothing is written, where it has to be read for that. */
  copy(write: WriteJson, out: JsonBytes): boolean {
    const { length } = out;
    this.#reader.position = this.#start;
    try {
      if (write(this.#reader, this.#end, out) && out.isWhole) return true;
    } catch {
      // Reading it says what is wrong with it.
    }
    out.length = length;
    return false;
  }

  #find(): boolean {
    const reader = this.#reader;
    const { length } = this.#source.bytes;
    reader.position = this.#end;
    while (reader.position < length) {
      const tag = reader.int32();
      if (tag === this.#tag) {
        this.#end = reader.endOfBytes(length);
        this.#start = reader.position;
        this.#index += 1;
        return true;
      }
      if (tag >>> 3 === this.#tag >>> 3) throw new Error(`${this.#source.list} is laid out as ${tag & 7}`);
      reader.passOver(tag & 7, length);
    }
    if (reader.position > length) throw new Error('it ends too early');
    this.#end = length;
    return false;
  }

  #message(): Message {
    this.#reader.position = this.#start;
    try {
      return readMessage(this.#reader, this.type, this.#end);
    } catch (cause) {
      throw this.#source.refuse(cause);
    }
  }
}
