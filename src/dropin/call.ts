import type { HeadscaleApi } from '../headscale/port.ts';
import type { GoMachine } from './go-machine.ts';
import type { OfficialFlag } from './grammar/flag.ts';
import type { Data } from './output/data.ts';
import type { TableColumn } from './output/table.ts';

/** What a command of the official command line is run with. */
export interface Call {
  /** The words that are no flags. */
  readonly args: readonly string[];
  /** Milliseconds since 1970. */
  now(): number;
  /** What hs runs on. */
  readonly machine: GoMachine;

  /** The value of a flag that the command knows. */
  value<T>(flag: OfficialFlag<T>): T;

  /**
   * The port to the server that is meant; the same one each time. Nothing is sent yet.
   * @throws ContextError where no server is named, or no key
   */
  connect(): Promise<HeadscaleApi>;
  /** Where the server is, and the key that is used; undefined where it needs none or none is there. */
  server(): Promise<{ readonly address: string; readonly apiKey: string | undefined }>;

  /** The text of a file, `-` for standard input. Throws in Go's words where it cannot be read. */
  readFile(path: string): Promise<string>;

  /**
   * Asks `question [y/n]` on stderr; true where `--force` or the answer says yes.
   * @param warning what whoever answers has to know; it is said under `--force` too
   * @throws OfficialError where the input ends without an answer
   */
  confirm(question: string, warning?: string): Promise<boolean>;
  /**
   * Refuses a change that people would have to approve by name in a context that is `confirm: severe`, where no
   * terminal is there.
   * @param native the command of hs that takes the name: `hs users delete NAME --confirm NAME`
   */
  refuseWhereSevere(native: string): Promise<void>;

  /** Says what was done: the sentence to people, the data to programs. */
  answer(sentence: string, data: Data): Promise<void>;
  /** Tells programs that it is done; people are told nothing. */
  done(data: Data): Promise<void>;
  /** A list: a table for people, the data for programs. */
  list<T>(columns: readonly TableColumn<T>[], items: readonly T[], data: Data): Promise<void>;
  /** A new secret, shown this once. Throws where it could not be written. */
  secret(secret: string, data: Data, expireCommand: string): Promise<void>;
  /** Text that stands for itself in every format. */
  text(text: string): Promise<void>;
  /** A line on stderr beside the answer. */
  note(text: string): void;
  /** The help of a command, named by its words. */
  help(words: readonly string[]): Promise<void>;
  /** What can stand for the last of these words. */
  complete(words: readonly string[]): Promise<void>;
}
