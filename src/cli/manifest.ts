import { type CommandClass, type CommandDescription, describeCommand } from './describe.ts';

/** Loads the class of a command by its id, `users list`. */
export type CommandTable = Readonly<Record<string, () => Promise<CommandClass>>>;

/** Describes every command of a table by loading it: the build does it once, tests each time. */
export async function describeAll(table: CommandTable): Promise<CommandDescription[]> {
  return await Promise.all(
    Object.entries(table).map(async ([id, load]) => describeCommand(id, await load())),
  );
}
