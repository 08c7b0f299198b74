/**
 * The node store of 0.27 and later writes in batches: a call that changes a node waits for the next one, and calls
 * made at the same time share it.
 */
export class WriteBatches {
  readonly #intervalMs: number;
  #next: Promise<void> | undefined;
  #release: (() => void) | undefined;

  /** `intervalMs` of 0 writes at once; a real server takes about 500. */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Ends when the batch that is being gathered is written. */
  written(): Promise<void> {
    if (this.#intervalMs <= 0) return Promise.resolve();
    this.#next ??= new Promise((resolve) => {
      const timer = setTimeout(() => this.#end(), this.#intervalMs);
      this.#release = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return this.#next;
  }

  /** Writes what is gathered now, so that nobody waits any longer. */
  flush(): void {
    this.#end();
  }

  #end(): void {
    this.#release?.();
    this.#release = undefined;
    this.#next = undefined;
  }
}
