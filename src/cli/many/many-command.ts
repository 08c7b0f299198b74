import type { FilterFields } from '../../domain/filter/field.ts';
import { allOf } from '../../domain/filter/filter.ts';
import { pipedReferences } from '../../domain/piped-references.ts';
import { HsError } from '../../errors.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import { applyAll, type BulkProgress } from '../../operations/bulk.ts';
import { paceOf } from '../../operations/pace.ts';
import type { ChangeOutcome } from '../../operations/planned-change.ts';
import { withSharedReads } from '../../operations/shared-reads.ts';
import type { Prompter } from '../../terminal/prompter.ts';
import { canSpin, startSpinner } from '../../terminal/spinner.ts';
import { ChangeCommand, type ChangeFlags } from '../change-command.ts';
import { MissingArgument } from '../missing-argument.ts';
import { type Choice, filtersOf } from './choice.ts';
import { askOfAll, consequencesOfAll, type ItemPlan, type ManyWords } from './item-plan.ts';
import { countedOutcomes, doneLines, endOfReport, failedLines } from './report.ts';

const SERVER_IS_AWAY = 'The server does not answer any more: waiting for it';

/** What was typed to say what a command is about, and what is asked about it. */
interface Typed<T> {
  /** The word for one of them in the usage: `NODE`. */
  readonly word: string;
  readonly named: readonly string[];
  readonly filter: readonly string[] | undefined;
  readonly fields: FilterFields<T>;
  /** What will have to be asked, where it always is: `Delete a node`. */
  readonly asks?: string | undefined;
}

/** The base of commands that change one thing or many: named, read from standard input, or fitting a filter. */
export abstract class ManyCommand extends ChangeCommand {
  readonly #calls = new AbortController();
  /** Many changes are under way: Ctrl-C keeps the next from being sent, and lets those be answered. */
  #changingMany = false;
  #stdinIsTaken = false;
  #stdin: string | undefined;
  #shared: HeadscaleApi | undefined;

  /** The port; lists that many changes look at again are read together. */
  protected override async connect(flags: Readonly<Record<string, unknown>>): Promise<HeadscaleApi> {
    this.#shared ??= withSharedReads(await super.connect(flags));
    return this.#shared;
  }

  protected override get callSignal(): AbortSignal {
    const { signal } = this.deps;
    const stop = () => !this.#changingMany && this.#calls.abort();
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return this.#calls.signal;
  }

  /** Somebody to ask; nobody where standard input says what is to be changed. */
  protected override prompter(flags: { readonly 'no-input': boolean }): Prompter | undefined {
    return this.#stdinIsTaken ? undefined : super.prompter(flags);
  }

  /**
   * What a command line is about. Reads standard input where `-` says so, once it is sure that nobody has to be asked.
   * @throws HsError `usage`, `nobody_to_ask`, `invalid_value`; nothing has been sent
   */
  protected async choice<T>(
    { word, named, filter, fields, asks }: Typed<T>,
    flags: ChangeFlags,
  ): Promise<Choice<T>> {
    this.#stdinIsTaken = named.includes('-');
    if (asks !== undefined) this.requireSomebodyToAsk(asks, flags);
    const whole = allOf(filtersOf(filter, fields));
    if (whole) {
      if (named.length === 0) return { by: 'filter', filter: whole };
      throw new HsError('usage', `Either name ${word} or give --filter, not both`);
    }
    if (named.length === 0) {
      const hint = 'Name one or several, or - for those on standard input, or give --filter.';
      throw new MissingArgument(word, hint);
    }
    const absent = this.absent(flags);
    if (!this.#stdinIsTaken) return { by: 'name', references: named, absent };
    if (named.length > 1) throw new HsError('usage', '- stands alone: standard input names what is meant');
    return { by: 'name', references: pipedReferences(await this.standardInput()), absent };
  }

  /** What is done with a name of nothing under `--if-exists`: it is said, and left out. */
  protected absent(flags: ChangeFlags): ((refusal: HsError) => void) | undefined {
    return flags['if-exists'] === true ? ({ message }) => this.out.note(message) : undefined;
  }

  /** What stands on standard input; from now on nobody can be asked. Reads it once. */
  protected async standardInput(): Promise<string> {
    this.#stdinIsTaken = true;
    this.#stdin ??= await this.texts.readStdin();
    return this.#stdin;
  }

  /** Approves, makes and reports changes: one as it always was, many together. */
  protected async changeAll(
    plans: readonly ItemPlan[],
    words: ManyWords,
    flags: ChangeFlags,
    read: () => Promise<unknown>,
  ): Promise<void> {
    const [only, ...others] = plans;
    if (only === undefined) {
      this.report(words.none);
      await this.out.results([]);
    } else if (others.length === 0) await this.#changeOne(only, flags);
    else await this.#changeMany(plans, words, flags, read);
  }

  async #changeOne(plan: ItemPlan, flags: ChangeFlags): Promise<void> {
    const { target, title, facts, warnings, ask, unchanged } = plan;
    if (unchanged !== undefined) return await this.unchanged(target, unchanged);
    const proposal = {
      title: `${title} on ${this.server.address.text}`,
      consequences: [...facts, ...warnings],
      ask,
    };
    await this.change({ target, proposal, apply: () => plan.apply() }, flags);
  }

  async #changeMany(
    plans: readonly ItemPlan[],
    words: ManyWords,
    flags: ChangeFlags,
    read: () => Promise<unknown>,
  ): Promise<void> {
    const todo = plans.filter(({ unchanged }) => unchanged === undefined);
    const ask = askOfAll(todo);
    const isAsked = ask !== 'none' && !flags.yes && flags.confirm === undefined;
    const listed = flags['dry-run'] ? 'all' : isAsked ? 'some' : 'facts';
    const proposal = {
      title: `${words.title(todo.length)} on ${this.server.address.text}`,
      consequences: consequencesOfAll(todo, this.out.how.machine && !isAsked ? 'facts' : listed),
      ask,
      changes: todo.length > 0,
    };
    const made =
      todo.length === 0
        ? []
        : await this.approved({ proposal, apply: () => this.#makeAll(todo, flags, read) }, flags);
    const outcomeOf = new Map(made?.map((outcome, index) => [todo[index], outcome]));
    const outcomes = plans.map((plan): ChangeOutcome => {
      if (plan.unchanged !== undefined) {
        return { result: { ...plan.target, status: 'unchanged' }, said: plan.unchanged };
      }
      return outcomeOf.get(plan) ?? { result: { ...plan.target, status: 'would-change' } };
    });
    await this.#reportAll(outcomes, made === undefined);
  }

  async #makeAll(
    plans: readonly ItemPlan[],
    flags: ChangeFlags,
    read: () => Promise<unknown>,
  ): Promise<ChangeOutcome[]> {
    const { streams, env, signal, now, sleep } = this.deps;
    const grows = await (await this.connect(flags)).can('changesShareWrites');
    const spinner = startSpinner(
      progressText({ done: 0, total: plans.length, underWay: 0, state: 'changing' }),
      {
        ...streams,
        env,
        off: this.out.how.quiet,
      },
    );
    this.#changingMany = true;
    try {
      let waited = false;
      const progress = (reached: BulkProgress) => {
        spinner.update(progressText(reached));
        const waits = reached.state === 'waiting';
        // Where nothing is drawn, half a minute of silence would look like the end.
        if (waits && !waited && !canSpin({ ...streams, env })) this.out.note(SERVER_IS_AWAY);
        waited = waits;
      };
      const bulk = { pace: paceOf({ grows }), stop: signal, now, sleep, read, progress };
      return await applyAll(plans, { ...bulk, failFast: flags['fail-fast'] === true });
    } finally {
      this.#changingMany = false;
      spinner.stop();
    }
  }

  async #reportAll(outcomes: readonly ChangeOutcome[], wasDryRun: boolean): Promise<void> {
    const where = ` on ${this.server.address.text}`;
    const { machine } = this.out.how;
    if (!machine) {
      for (const line of doneLines(outcomes)) this.out.note(line);
      this.out.plan(failedLines(outcomes));
    }
    await this.out.results(outcomes.map(({ result }) => result));
    if (wasDryRun) return;
    const end = endOfReport(outcomes, this.deps.signal.aborted, where);
    if (end) throw end;
    this.report(countedOutcomes(outcomes));
  }
}

function progressText({ done, total, underWay, state }: BulkProgress): string {
  if (state === 'waiting') return `${done}/${total}, the server does not answer: waiting for it`;
  if (state === 'stopping')
    return `${done}/${total}, stopping: ${underWay} under way (Ctrl-C again leaves them)`;
  return `${done}/${total}`;
}
