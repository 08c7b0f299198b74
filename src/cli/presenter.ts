import type { ChangeResult } from '../domain/change-result.ts';
import type { LazyList } from '../domain/lazy-list.ts';
import { HsError } from '../errors.ts';
import { diffLines, type NamedDiff } from '../output/diff-text.ts';
import {
  checkRenderOptions,
  type RenderOptions,
  renderList,
  renderOne,
  renderUnread,
} from '../output/render.ts';
import { visible } from '../output/safe-text.ts';
import { loadStyle, PLAIN } from '../output/style.ts';
import type { View } from '../output/view.ts';
import { changeView } from '../output/views/changes.ts';
import { needsPager } from '../terminal/pager.ts';
import { type OutputStream, writeAll } from '../terminal/streams.ts';
import type { Dependencies } from './dependencies.ts';
import type { Presentation } from './presentation.ts';

/** A secret that was just made. */
export interface NewSecret<T> {
  readonly secret: string;
  readonly item: T;
  readonly view: View<T>;
  /** What people are shown in place of the secret alone; ends with a newline. */
  readonly forPeople?: string | undefined;
  /** What to type where it was lost. */
  readonly expireCommand: string;
}

/** Says what a command has to say: data on stdout, everything else on stderr. */
export class Presenter {
  readonly how: Presentation;
  /** What was noted while errors are one JSON object: it goes into that object, or is printed at the end. */
  readonly notices: string[] = [];
  readonly #deps: Dependencies;

  constructor(deps: Dependencies, how: Presentation) {
    this.#deps = deps;
    this.how = how;
  }

  /** Refuses columns that the view does not have, before anything is asked of a server. */
  check<T>(view: View<T>): void {
    checkRenderOptions(view, this.how);
  }

  /**
   * A list in the format asked for; where it is empty, people are told so on stderr. Items that are read when they are
   * taken are not all kept for a program, but none is written before the last one could be read.
   */
  async list<T>(
    items: LazyList<T>,
    view: View<T>,
    { none = () => `No ${view.many}` }: { readonly none?: () => string } = {},
  ): Promise<void> {
    const taken: LazyList<T> = this.how.machine ? items : [...items];
    if (Array.isArray(taken) && taken.length === 0 && !this.how.machine) this.note(none());
    const leftOut: string[] = [];
    const options = {
      ...(await this.renderOptions()),
      leftOut: (headers: readonly string[]) => leftOut.push(...headers),
    };
    const pieces = renderUnread(taken, view, options) ?? renderList(taken, view, options);
    await this.#data(Array.isArray(taken) ? pieces : await Array.fromAsync<string | Uint8Array>(pieces));
    if (leftOut.length > 0) this.note(`No room here for ${leftOut.join(', ')}; choose with --columns`);
  }

  /** Everything about one thing. */
  async details<T>(item: T, view: View<T>): Promise<void> {
    await this.#data(renderOne(item, view, await this.renderOptions()));
  }

  /** Text that is data as it stands. */
  async text(text: string): Promise<void> {
    await writeAll(this.#deps.streams.stdout, [text]);
  }

  /** The same where it may be long: whoever reads it at a terminal gets it a screen at a time. */
  async longText(text: string): Promise<void> {
    const { streams, env, pager } = this.#deps;
    const isPaged = this.how.pager && needsPager(text, { ...streams, env });
    if (!isPaged || (await pager.show(text)) === 'not here') await this.text(text);
  }

  /**
   * A new secret, shown this once: alone on stdout for people and `-o name`, inside its object for programs.
   * @throws HsError `failed` where it could not be written, naming what to expire
   */
  async newSecret<T>({ secret, item, view, forPeople, expireCommand }: NewSecret<T>): Promise<void> {
    const { format } = this.how;
    const options = async () => ({ ...(await this.renderOptions()), reveal: true });
    const alone = format === 'name' ? `${secret}\n` : (forPeople ?? `${secret}\n`);
    const data = isAlone(format) ? [alone] : renderOne(item, view, await options());
    const lost = (cause?: unknown) =>
      new HsError('failed', 'The new key was made, but it could not be written, and it is shown only once', {
        hint: `Expire it and make another: ${expireCommand}`,
        cause,
      });
    try {
      if ((await writeAll(this.#deps.streams.stdout, data)) === 'closed') throw lost();
    } catch (cause) {
      throw lost(cause);
    }
  }

  /** Lines for a terminal's eyes alone, drawn by us: nothing from a server is in them. */
  drawing(text: string): void {
    this.#stderr(text);
  }

  /** What changes did, for programs; people have been told on stderr. */
  async results(results: readonly ChangeResult[]): Promise<void> {
    const { format } = this.how;
    if (format === 'table' || format === 'wide') return;
    // What a dry run would create has no id yet, and an empty line is no id.
    await this.list(format === 'name' ? results.filter(({ id }) => id !== '') : results, changeView);
  }

  /** A line for people on stderr, made safe for the terminal. */
  note(text: string): void {
    if (this.how.quiet) return;
    if (this.how.machine) this.notices.push(text);
    else this.#stderr(`${visible(text)}\n`);
  }

  /** What would change or is about to: shown even under --quiet, since it was asked for or is asked about. */
  plan(lines: readonly string[]): void {
    if (this.how.machine) this.notices.push(...lines);
    else this.#stderr(linesOf(lines.map(visible)));
  }

  /** The same before a question: whoever answers it has to see it, whatever the format. */
  question(lines: readonly string[]): void {
    this.#stderr(linesOf(lines.map(visible)));
  }

  /**
   * What a text would become: as `plan` shows it, as `note` does, or as `question` does.
   * In a machine format a note has none: the results say what was done.
   */
  async diff(diff: NamedDiff, like: 'plan' | 'note' | 'question'): Promise<void> {
    const { machine, quiet, errorColour } = this.how;
    if (like === 'note' && (machine || quiet)) return;
    if (like === 'plan' && machine) this.notices.push(...diffLines(diff, PLAIN));
    else this.#stderr(linesOf(diffLines(diff, await loadStyle(errorColour))));
  }

  /** With a machine format, what was noted goes to stderr as one JSON object once the command has worked. */
  flushNotices(): void {
    if (this.how.quiet || this.notices.length === 0) return;
    this.#stderr(`${JSON.stringify({ notices: this.notices })}\n`);
    this.notices.length = 0;
  }

  #stderr(text: string): void {
    this.#deps.streams.stderr.write(text);
  }

  async #data(chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
    const stdout: OutputStream = this.#deps.streams.stdout;
    await writeAll(stdout, chunks);
  }

  /** How lists and details are to look; `width` where the terminal has become another one. */
  async renderOptions(width = this.how.width): Promise<RenderOptions> {
    const { format, columns, sort, limit, headers, reveal, colour } = this.how;
    return {
      format,
      columns,
      sort,
      limit,
      noHeaders: !headers,
      width,
      reveal,
      style: await loadStyle(colour),
      now: this.#deps.now(),
      timeFormat: this.how.time ?? (width === null ? 'iso' : 'relative'),
      asDetails: this.#deps.env['HS_ACCESSIBLE'] === '1',
    };
  }
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function isAlone(format: Presentation['format']): boolean {
  return format === 'table' || format === 'wide' || format === 'name';
}
