import { formatDuration } from '../../domain/duration.ts';
import { clockTime } from '../../output/clock-time.ts';
import { changesBetween, type ItemChange, type SeenItem } from '../../output/item-changes.ts';
import { differenceWords, type RenderOptions } from '../../output/render.ts';
import { visible } from '../../output/safe-text.ts';
import type { View } from '../../output/view.ts';
import { type OutputStream, writeAll } from '../../terminal/streams.ts';
import { seenItems } from './seen-items.ts';
import type { Away, Teller, Told, Watched } from './teller.ts';

/** Shows everything once and then a line for each change: for screen readers, and terminals that cannot redraw. */
export class LineTeller<T> implements Teller<T> {
  readonly #watched: Watched<T>;
  readonly #stream: OutputStream;
  readonly #options: () => Promise<RenderOptions>;
  readonly #everyMs: number;
  #seen: readonly SeenItem<T>[] | undefined;
  #isAway = false;

  constructor(
    watched: Watched<T>,
    stream: OutputStream,
    options: () => Promise<RenderOptions>,
    everyMs: number,
  ) {
    this.#watched = watched;
    this.#stream = stream;
    this.#options = options;
    this.#everyMs = everyMs;
  }

  async seen(items: readonly T[], at: number, awaySince: number | undefined): Promise<Told> {
    const { view } = this.#watched;
    const options = await this.#options();
    const now = seenItems(items, view, options);
    const before = this.#seen;
    this.#seen = now;
    this.#isAway = false;
    if (!before) {
      const { text, heading } = await this.#watched.draw(items, {
        columns: options.width ?? 80,
        rows: Number.POSITIVE_INFINITY,
      });
      const every = formatDuration(this.#everyMs);
      return await writeAll(this.#stream, [
        text,
        `${heading} at ${clockTime(at)}. Changes follow, looked for every ${every}; Ctrl-C ends\n`,
      ]);
    }
    const back =
      awaySince === undefined
        ? []
        : [`The server is reached again; it was not since ${clockTime(awaySince)}`];
    const changes = changesBetween(before, now, new Set(view.restless));
    const lines = [...back, ...changes.map((change) => changeText(change, view, options))];
    return await writeAll(
      this.#stream,
      lines.map((line) => `${clockTime(at)} ${visible(line)}\n`),
    );
  }

  async away({ at, why }: Away): Promise<Told> {
    if (this.#isAway) return 'written';
    this.#isAway = true;
    return await writeAll(this.#stream, [`${clockTime(at)} The server is not reached: ${visible(why)}\n`]);
  }

  async end(): Promise<void> {}
}

/** `New node laptop (id 6)`, `Node laptop (id 6): State is now offline, was online`. */
function changeText<T>(change: ItemChange<T>, view: View<T>, options: RenderOptions): string {
  const { id, item } = change.seen;
  const name = view.name?.(item) ?? id;
  const what = `${view.one} ${name}${name === id ? '' : ` (id ${id})`}`;
  const atStart = what.charAt(0).toUpperCase() + what.slice(1);
  if (change.type === 'added') return `New ${what}`;
  if (change.type === 'removed') return `${atStart} is gone`;
  const words = differenceWords(change.was.item, item, view, options);
  return `${atStart}: ${words.join('; ') || `${Object.keys(change.before).join(', ')} changed`}`;
}
