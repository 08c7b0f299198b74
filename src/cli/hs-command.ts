import { Command, type Config, type Interfaces } from '@oclif/core';
import { HsError } from '../errors.ts';
import { canAsk, type Prompter } from '../terminal/prompter.ts';
import { readText } from '../terminal/stdin.ts';
import type { Dependencies } from './dependencies.ts';
import type { CommandClass, CommandDescription } from './describe.ts';
import { globalFlags } from './flags/global.ts';
import { type Grammar, parseArgv } from './parse-argv.ts';
import { type Presentation, presentation } from './presentation.ts';
import { Presenter } from './presenter.ts';

/** The statics that say what a command takes, with the types of the values. */
interface Takes<F extends Values, B extends Values, A extends Values> {
  readonly flags?: Interfaces.FlagInput<F>;
  readonly baseFlags?: Interfaces.FlagInput<B>;
  readonly args?: Interfaces.ArgInput<A>;
}

type Values = Record<string, unknown>;

/** The base of every command: strict parsing, a presenter, dependencies handed in. */
export abstract class HsCommand extends Command {
  static override baseFlags = globalFlags;
  /** Columns of what the command lists, for help and completion. */
  static columns: CommandDescription['columns'] = [];
  /** What `--filter` knows, for help and completion. */
  static filters: NonNullable<CommandClass['filters']> = [];
  static override examples: { description: string; command: string }[] = [];

  protected readonly deps: Dependencies;
  /** What the process ends with where nothing is thrown. */
  exitCode = 0;
  #presenter: Presenter | undefined;

  constructor(argv: string[], config: Config, deps: Dependencies) {
    super(argv, config);
    this.deps = deps;
  }

  abstract override run(): Promise<void>;

  /** Runs the command; what was noted for a machine format is printed once it has worked. */
  async execute(): Promise<void> {
    try {
      await this.run();
    } finally {
      await this.end();
    }
    this.#presenter?.flushNotices();
  }

  /** Says what there is to say besides; called once the command has worked and let go of what it held. */
  async afterwards(): Promise<void> {}

  /** Lets go of what the command holds. */
  protected async end(): Promise<void> {}

  /** Where texts come from that a command line names: files, and standard input for `-`. */
  protected get texts(): { readFile(path: string): string; readStdin(): Promise<string> } {
    const { readTextFile, streams, signal } = this.deps;
    return { readFile: readTextFile, readStdin: () => readText(streams.stdin, { signal }) };
  }

  /** What a command line names; `-` stands for what standard input holds, where no other user of the machine sees it. */
  protected async named(typed: string): Promise<string> {
    return typed === '-' ? (await this.texts.readStdin()).trim() : typed;
  }

  /** Somebody to ask; undefined without a terminal, under CI or --no-input. */
  protected prompter(flags: { readonly 'no-input': boolean }): Prompter | undefined {
    const { streams, env } = this.deps;
    return canAsk({ ...streams, env, noInput: flags['no-input'] }) ? this.deps.prompter : undefined;
  }

  /** Secrets that no message may repeat, beside those of the environment. */
  get secrets(): readonly string[] {
    return [];
  }

  /** How messages are to look; undefined where the command line could not be read so far. */
  get presentation(): Presentation | undefined {
    return this.#presenter?.how;
  }

  /** What was said on stderr besides, for an error document. */
  get notices(): readonly string[] {
    return this.#presenter?.notices ?? [];
  }

  /** Parses what was typed; flags that every command knows take effect here. */
  protected async read<F extends Values, B extends Values, A extends Values>(
    takes: Takes<F, B, A>,
  ): Promise<{ flags: F & B; args: A }> {
    const grammar = { flags: { ...takes.flags, ...takes.baseFlags }, args: takes.args ?? {} };
    const parsed = await parseArgv(this.argv, grammar as Grammar);
    this.parsed = true;
    const { env, streams } = this.deps;
    this.#presenter = new Presenter(
      this.deps,
      presentation(parsed.flags, env, streams.stdout, streams.stderr, await this.usualFormat(parsed.flags)),
    );
    return parsed as { flags: F & B; args: A };
  }

  /** @throws HsError `usage` where both are given: together they mean nothing. */
  protected refuseTogether(one: string, other: string, flags: Readonly<Record<string, unknown>>): void {
    if (!flags[one] || !flags[other]) return;
    throw new HsError('usage', `--${one} and --${other} mean nothing together`, {
      hint: 'Leave out one of them.',
    });
  }

  /** The format where neither a flag nor a variable names one; undefined for the usual one. */
  protected async usualFormat(_flags: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    return undefined;
  }

  /** What the command says and how; there once the command line is parsed. */
  protected get out(): Presenter {
    if (!this.#presenter) throw new Error('the command line has not been read yet');
    return this.#presenter;
  }
}

/** A command that can be listed in the table of commands. */
export interface HsCommandClass extends CommandClass {
  new (argv: string[], config: Config, deps: Dependencies): HsCommand;
}
