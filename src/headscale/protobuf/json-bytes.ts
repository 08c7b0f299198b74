/** Text of JSON that is being written, as UTF-8. There has to be room for what is added: see `reserve`. */
export class JsonBytes {
  #bytes = new Uint8Array(64 * 1024);
  /** How many bytes there are. Setting it to less takes back what was written since. */
  length = 0;

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }

  /** False where more was written than there was room for; then some of it is lost. */
  get isWhole(): boolean {
    return this.length <= this.#bytes.length;
  }

  bytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Text of ASCII alone. */
  ascii(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      this.#bytes[this.length + index] = text.charCodeAt(index);
    }
    this.length += text.length;
  }

  /**
   * Text that stands in `source` from `start` to `end`, in quotes. False, and nothing is written, where there is more in
   * it than JSON has as it is: quotes, backslashes, control characters, and what is not ASCII.
   */
  quoted(source: Uint8Array, start: number, end: number): boolean {
    const to = this.#bytes;
    let at = this.length;
    to[at] = QUOTE;
    for (let index = start; index < end; index += 1) {
      const byte = source[index] ?? 0;
      if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) return false;
      at += 1;
      to[at] = byte;
    }
    to[at + 1] = QUOTE;
    this.length = at + 2;
    return true;
  }

  /** Any text. Makes its own room. */
  text(text: string): void {
    this.reserve(text.length * 3);
    const { written } = new TextEncoder().encodeInto(text, this.#bytes.subarray(this.length));
    this.length += written;
  }

  /** What was written so far, which is not kept. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
