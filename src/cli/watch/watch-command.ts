import { HsError } from '../../errors.ts';
import { looks } from '../../operations/watch.ts';
import { loadStyle } from '../../output/style.ts';
import { LiveScreen } from '../../terminal/live-screen.ts';
import { redactorOf } from '../redactor.ts';
import { ServerCommand } from '../server-command.ts';
import { EventTeller } from './event-teller.ts';
import { LineTeller } from './line-teller.ts';
import { ScreenTeller } from './screen-teller.ts';
import type { Teller, Watched } from './teller.ts';

/** The base of commands that can be watched. */
export abstract class WatchCommand extends ServerCommand {
  /**
   * Looks again and again until Ctrl-C, which is how it ends well. A server that goes away is told of and asked again.
   * @throws HsError what the first look fails with; `usage` for a format that has an end
   */
  protected async watch<T>(
    flags: Readonly<Record<string, unknown>>,
    everyMs: number,
    watched: Watched<T>,
  ): Promise<void> {
    const teller = await this.#teller(watched, everyMs);
    const { now, sleep, env } = this.deps;
    const read = async () => watched.read(await this.connect(flags));
    let awaySince: number | undefined;
    try {
      for await (const look of looks(read, { everyMs, now, sleep })) {
        const { at } = look;
        let told: 'written' | 'closed';
        if ('failure' in look) {
          awaySince ??= at;
          const why = redactorOf(env, this.secrets).redact(look.failure.message);
          told = await teller.away({ since: awaySince, at, why });
          // What was known of the connection may not hold when the server is back; it can be another release then.
          this.disconnect();
        } else {
          told = await teller.seen(look.answer, at, awaySince);
          awaySince = undefined;
        }
        if (told === 'closed') break;
      }
    } finally {
      await teller.end();
    }
  }

  async #teller<T>(watched: Watched<T>, everyMs: number): Promise<Teller<T>> {
    const { format, machine, width, columns = [], colour } = this.out.how;
    const { streams, env } = this.deps;
    if (format === 'yaml' || format === 'csv' || format === 'name') {
      throw new HsError('usage', `--watch has no end, so it cannot be told as ${format}`, {
        hint: 'In a pipe it prints a line of JSON for each change; at a terminal it draws the table again.',
      });
    }
    const options = () => this.out.renderOptions();
    if (machine || width === null) return new EventTeller(watched.view, streams.stdout, options, columns);
    if (env['HS_ACCESSIBLE'] === '1' || env['TERM'] === 'dumb')
      return new LineTeller(watched, streams.stdout, options, everyMs);
    return new ScreenTeller(watched, new LiveScreen(streams.stdout), await loadStyle(colour), everyMs);
  }
}
