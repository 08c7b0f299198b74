import type { ChangeResult } from '../domain/change-result.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { approve, nobodyToAsk, type Proposal } from './approval.ts';
import { changeFlags } from './flags/change.ts';
import { connectionFlags } from './flags/connection.ts';
import { globalFlags } from './flags/global.ts';
import { readOnlyRefusal } from './read-only.ts';
import { rememberedChanges } from './remembered-changes.ts';
import { ServerCommand } from './server-command.ts';

/** Flags that every changing command reads. */
export interface ChangeFlags extends Readonly<Record<string, unknown>> {
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly confirm?: string | undefined;
  readonly note?: string | undefined;
  readonly 'no-input': boolean;
}

/** One change to one thing: what is asked, what is done, and the words when it is. */
export interface SingleChange<T> {
  readonly target: { readonly id: string; readonly name: string };
  readonly proposal: Proposal;
  apply(): Promise<T>;
}

/** The base of every command that changes something: plan, approve, apply, report. */
export abstract class ChangeCommand extends ServerCommand {
  static override baseFlags = { ...changeFlags, ...globalFlags, ...connectionFlags };

  #api: HeadscaleApi | undefined;

  /** The same port as of every command that talks to a server; what it changes goes into the history. */
  protected override async connect(flags: Readonly<Record<string, unknown>>): Promise<HeadscaleApi> {
    if (this.#api) return this.#api;
    const api = await super.connect(flags);
    const note = typeof flags['note'] === 'string' ? flags['note'] : undefined;
    this.#api = rememberedChanges(api, this.server, this.deps, { note, say: (text) => this.out.note(text) });
    return this.#api;
  }

  /**
   * Refuses a change that will have to be asked, where nobody can answer, before anything is sent.
   * @throws HsError `nobody_to_ask`
   */
  protected requireSomebodyToAsk(title: string, flags: ChangeFlags): void {
    if (!flags.yes && flags.confirm === undefined && !flags['dry-run'] && !this.prompter(flags))
      throw nobodyToAsk(title);
  }

  /** Shows and asks as the proposal wants; undefined after a dry run, else what `apply` answered. */
  protected async approved<T>(
    { proposal, apply }: Pick<SingleChange<T>, 'proposal' | 'apply'>,
    flags: ChangeFlags,
  ): Promise<T | undefined> {
    if (this.server.readOnly && !flags['dry-run'] && proposal.changes !== false) {
      throw readOnlyRefusal(this.server.context ?? '');
    }
    const go = await approve(proposal, flags, this.out, {
      prompter: this.prompter(flags),
      severe: this.server.settings.confirm.value === 'severe',
    });
    return go ? await apply() : undefined;
  }

  /** A change of one thing whose report is a line for people and a result for programs. */
  protected async change(change: SingleChange<string>, flags: ChangeFlags): Promise<void> {
    const done = await this.approved(change, flags);
    const result: ChangeResult = {
      ...change.target,
      status: done === undefined ? 'would-change' : 'changed',
    };
    if (done !== undefined) this.report(done);
    await this.out.results([result]);
  }

  /** The report of a change that there was no need for: success, and nothing sent. */
  protected async unchanged(target: SingleChange<unknown>['target'], note: string): Promise<void> {
    this.report(note);
    await this.out.results([{ ...target, status: 'unchanged' }]);
  }
}
