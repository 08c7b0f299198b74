import { formatDuration } from '../../domain/duration.ts';
import { clockTime } from '../../output/clock-time.ts';
import { visible } from '../../output/safe-text.ts';
import type { Style } from '../../output/style.ts';
import { measureFor } from '../../output/text-width.ts';
import type { LiveScreen } from '../../terminal/live-screen.ts';
import type { Away, Teller, Told, Watched } from './teller.ts';

/** Lines above what is watched: how old it is, and what there is to say. */
const HEAD = 2;

/** Draws what is watched over again and again, as much of it as the terminal has room for. */
export class ScreenTeller<T> implements Teller<T> {
  readonly #watched: Watched<T>;
  readonly #screen: LiveScreen;
  readonly #style: Style;
  readonly #every: string;
  readonly #stopListening: () => void;
  #items: readonly T[] = [];
  #seenAt = 0;
  #away: Away | undefined;
  #wasAway: { readonly from: number; readonly to: number } | undefined;

  constructor(watched: Watched<T>, screen: LiveScreen, style: Style, everyMs: number) {
    this.#watched = watched;
    this.#screen = screen;
    this.#style = style;
    this.#every = formatDuration(everyMs);
    // A terminal that cannot be written to is told of by the next look.
    this.#stopListening = screen.onResize(() => void this.#draw().catch(() => {}));
  }

  async seen(items: readonly T[], at: number, awaySince: number | undefined): Promise<Told> {
    this.#items = items;
    this.#seenAt = at;
    this.#away = undefined;
    if (awaySince !== undefined) this.#wasAway = { from: awaySince, to: at };
    return await this.#draw();
  }

  async away(away: Away): Promise<Told> {
    this.#away = away;
    return await this.#draw();
  }

  async end(): Promise<void> {
    this.#stopListening();
    await this.#screen.close();
  }

  async #draw(): Promise<Told> {
    const { columns, rows } = this.#screen.size;
    const room = Math.max(1, rows - HEAD);
    const { text, leftOut, heading, more } = await this.#watched.draw(this.#items, { columns, rows: room });
    const lines = text === '' ? [] : text.trimEnd().split('\n');
    const kept = more > 0 || lines.length > room ? lines.slice(0, room - 1) : lines;
    const missing = more + lines.length - kept.length;
    const shown = missing > 0 ? [...kept, `… ${missing} more; narrow it down with a filter`] : kept;
    const head = this.#head(heading, leftOut);
    const measure = await measureFor(head);
    const tone = this.#away ? 'bad' : 'dim';
    const cut = head.map((line) => this.#style.paint(tone, measure.cut(line, columns)));
    return await this.#screen.draw([...cut, ...shown]);
  }

  #head(heading: string, leftOut: readonly string[]): string[] {
    const asOf = `${heading} at ${clockTime(this.#seenAt)}`;
    if (this.#away) {
      const { since, why } = this.#away;
      return [
        `Not reached since ${clockTime(since)}, asked every ${this.#every}; below: ${asOf}`,
        visible(why),
      ];
    }
    const was = this.#wasAway;
    const notes = [
      ...(was ? [`Reached again; not from ${clockTime(was.from)} to ${clockTime(was.to)}`] : []),
      ...(leftOut.length > 0 ? [`No room here for ${leftOut.join(', ')}`] : []),
    ];
    return [`${asOf}, every ${this.#every}; Ctrl-C ends`, notes.join('. ')];
  }
}
