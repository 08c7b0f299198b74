import type { Command } from '@oclif/core';

/** One way to use a command: what it is for, and the line to type. */
interface Example {
  readonly description: string;
  readonly command: string;
}

export interface FlagDescription {
  readonly name: string;
  readonly char: string | undefined;
  readonly description: string;
  /** What stands for its value in help (`USER`); it also decides what completes it. Undefined for a switch. */
  readonly value: string | undefined;
  readonly options: readonly string[];
  readonly multiple: boolean;
  /** The heading it stands under in help. */
  readonly group: string;
}

export interface ArgDescription {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly multiple: boolean;
  /** The values there are; empty where any can be. */
  readonly options: readonly string[];
}

/** A field of `--filter`: the word, a condition with it, and what that is true for. */
interface FilterDescription {
  readonly name: string;
  readonly example: string;
  readonly description: string;
  /** The values there are; empty where any can be. */
  readonly choices: readonly string[];
}

/** All that help, completion and the reference need to know of a command, without its code. */
export interface CommandDescription {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly Example[];
  readonly args: readonly ArgDescription[];
  readonly flags: readonly FlagDescription[];
  /** The columns (and JSON fields) of what it lists. */
  readonly columns: readonly { readonly id: string; readonly description: string }[];
  /** What its `--filter` knows. */
  readonly filters: readonly FilterDescription[];
}

/** What a command class declares beside oclif's own statics. */
export interface CommandClass {
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly flags?: Readonly<Record<string, Command.Flag.Any>>;
  readonly baseFlags?: Readonly<Record<string, Command.Flag.Any>> | undefined;
  readonly args?: Readonly<Record<string, Command.Arg.Any>>;
  readonly columns?: CommandDescription['columns'];
  readonly filters?: readonly (Omit<FilterDescription, 'choices'> & Partial<FilterDescription>)[];
}

export function describeCommand(id: string, command: CommandClass): CommandDescription {
  return {
    id,
    summary: command.summary ?? '',
    description: command.description ?? '',
    examples: (command.examples ?? []) as readonly Example[],
    args: Object.entries(command.args ?? {}).map(([name, arg]) => ({
      name,
      description: arg.description ?? '',
      required: arg.required === true,
      multiple: arg.multiple === true,
      options: arg.options ?? [],
    })),
    flags: Object.entries({ ...command.flags, ...command.baseFlags })
      .filter(([, flag]) => flag.hidden !== true)
      .map(([name, flag]) => describeFlag(name, flag)),
    columns: command.columns?.map(({ id, description }) => ({ id, description })) ?? [],
    filters:
      command.filters?.map(({ name, example, description, choices = [] }) => ({
        name,
        example,
        description,
        choices,
      })) ?? [],
  };
}

function describeFlag(name: string, flag: Command.Flag.Any): FlagDescription {
  const takesValue = flag.type === 'option';
  const helpValue = takesValue && typeof flag.helpValue === 'string' ? flag.helpValue : name.toUpperCase();
  return {
    name,
    char: flag.char,
    description: flag.summary ?? flag.description ?? '',
    value: takesValue ? helpValue : undefined,
    options: takesValue ? (flag.options ?? []) : [],
    multiple: takesValue && flag.multiple === true,
    group: flag.helpGroup ?? '',
  };
}
