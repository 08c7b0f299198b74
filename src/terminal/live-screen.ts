import { type OutputStream, writeAll } from './streams.ts';

/** Another screen, so that what was there before comes back; no cursor; a line too long is cut, not wrapped. */
const OPEN = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const CLOSE = '\u001b[?7h\u001b[?25h\u001b[?1049l';
/** Terminals that know these show what is written in between all at once; others pass them over. */
const BEGIN_FRAME = '\u001b[?2026h';
const END_FRAME = '\u001b[?2026l';
/** What a terminal is taken for that does not say how high it is. */
const USUAL_ROWS = 24;

/** A screen of its own on a terminal, drawn over again and again without flickering or scrolling. */
export class LiveScreen {
  readonly #stream: OutputStream;
  #state: 'not yet' | 'open' | 'over' = 'not yet';

  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** How much there is room for now; it changes when the window does. */
  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#stream.columns || 80, rows: this.#stream.rows || USUAL_ROWS };
  }

  /** Shows these lines, and nothing else, from the top. Lines beyond the last row are left out. */
  async draw(lines: readonly string[]): Promise<'written' | 'closed'> {
    if (this.#state === 'over') return 'closed';
    // What is old goes first: behind a line that fills the row, its last character would go with it.
    const shown = lines.slice(0, this.size.rows).map((line) => `\u001b[2K${line}`);
    const open = this.#state === 'open' ? '' : OPEN;
    this.#state = 'open';
    return await writeAll(this.#stream, [
      `${open}${BEGIN_FRAME}\u001b[H${shown.join('\n')}\u001b[J${END_FRAME}`,
    ]);
  }

  /** Calls back when the window was made another size; answers what stops that. */
  onResize(redraw: () => void): () => void {
    this.#stream.on('resize', redraw);
    return () => void this.#stream.off('resize', redraw);
  }

  /** Brings back what was there before; from then on nothing is drawn. */
  async close(): Promise<void> {
    const wasOpen = this.#state === 'open';
    this.#state = 'over';
    if (wasOpen) await writeAll(this.#stream, [CLOSE]);
  }
}
