import type { JsonBytes } from './json-bytes.ts';
import { LAYOUT } from './layout.ts';

/** Bits of a varint that are read as one part, so that each part is a number JavaScript reckons with fast. */
const PART_BITS = 28;
const PART = 2 ** PART_BITS;

/** Reads protobuf's values one after the other. Every method throws where the bytes end before the value does. */
export class ByteReader {
  /** Where the next value begins. */
  position = 0;
  readonly #bytes: Buffer;
  /** Some of the bytes as a character each, and where those begin. */
  #characters = '';
  #charactersFrom = 0;
  /** The parts of the last varint: 28 bits, 28 bits, and the 8 that are left of 64. */
  #low = 0;
  #middle = 0;
  #high = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Prepares for texts up to `end`: taking them out of all the characters is faster than decoding each of them. */
  prepareTexts(end: number): void {
    this.#charactersFrom = this.position;
    this.#characters = this.#bytes.toString('latin1', this.position, end);
  }

  /** A whole number of 32 bits, which has its sign where it is negative. */
  int32(): number {
    this.#varint();
    return this.#low | (this.#middle << PART_BITS);
  }

  bool(): boolean {
    this.#varint();
    return this.#low !== 0 || this.#middle !== 0 || this.#high !== 0;
  }

  /** As decimal text where a number would not be exact. */
  uint64(): number | string {
    this.#varint();
    return this.#exact() ?? String(BigInt.asUintN(64, this.#whole()));
  }

  /** As decimal text where a number would not be exact. */
  int64(): number | string {
    this.#varint();
    const exact = this.#exact();
    if (exact !== undefined) return exact;
    const whole = BigInt.asIntN(64, this.#whole());
    const number = Number(whole);
    return Number.isSafeInteger(number) ? number : String(whole);
  }

  /** Reads a length and gives the position after that many bytes, which is no later than `limit`. */
  endOfBytes(limit: number): number {
    this.#varint();
    const end = this.position + this.#low + this.#middle * PART;
    if (this.#high !== 0 || end > limit) throw new Error('a length is beyond the end');
    return end;
  }

  /** A length and so many bytes of UTF-8, among those that were prepared. */
  text(limit: number): string {
    const end = this.endOfBytes(limit);
    const start = this.position;
    this.position = end;
    let bits = 0;
    for (let index = start; index < end; index += 1) bits |= this.#bytes[index] ?? 0;
    if (bits > 0x7f) return this.#bytes.toString('utf8', start, end);
    return this.#characters.slice(start - this.#charactersFrom, end - this.#charactersFrom);
  }

  /** The same as JSON in quotes; false where it is not written there as it stands: see `JsonBytes.quoted`. */
  copyText(limit: number, to: JsonBytes): boolean {
    const end = this.endOfBytes(limit);
    const start = this.position;
    this.position = end;
    return to.quoted(this.#bytes, start, end);
  }

  passOver(layout: number, limit: number): void {
    if (layout === LAYOUT.varint) this.#varint();
    else if (layout === LAYOUT.lengthFirst) this.position = this.endOfBytes(limit);
    else if (layout === LAYOUT.eightBytes) this.position += 8;
    else if (layout === LAYOUT.fourBytes) this.position += 4;
    else throw new Error(`a field is laid out as ${layout}`);
  }

  #varint(): void {
    this.#middle = 0;
    this.#high = 0;
    // Most are of one byte: tags, lengths, small numbers.
    const first = this.#bytes[this.position] ?? 0xff;
    if (first < 0x80) {
      this.#low = first;
      this.position += 1;
      return;
    }
    this.#low = this.#part(4);
    if (this.#low < PART) return;
    this.#low -= PART;
    this.#middle = this.#part(4);
    if (this.#middle < PART) return;
    this.#middle -= PART;
    this.#high = this.#part(2);
    if (this.#high > 0xff) throw new Error('a number is longer than 64 bits');
  }

  /** Up to so many bytes of a varint, seven bits each; one bit more where it goes on after them. */
  #part(most: number): number {
    let part = 0;
    for (let index = 0; index < most; index += 1) {
      const byte = this.#bytes[this.position];
      if (byte === undefined) throw new Error('it ends in the middle of a number');
      this.position += 1;
      part |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) return part;
    }
    return part | (1 << (7 * most));
  }

  /** The last varint, where it is exact as a number and not negative. */
  #exact(): number | undefined {
    if (this.#middle === 0 && this.#high === 0) return this.#low;
    return this.#high === 0 && this.#middle < 2 ** 25 ? this.#low + this.#middle * PART : undefined;
  }

  #whole(): bigint {
    return BigInt(this.#low) | (BigInt(this.#middle) << 28n) | (BigInt(this.#high) << 56n);
  }
}
