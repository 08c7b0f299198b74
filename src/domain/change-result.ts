/** How much a change asks of the person: nothing, y/N, or a name or count typed. */
export type Severity = 'none' | 'ask' | 'type';

/** One thing that will be changed, as the plan shows it before anything is sent. */
interface Change {
  /** What is changed; the name as people know it, empty where it has none. */
  readonly target: { readonly id: string; readonly name: string };
  /** What is done to it, as a word that follows "will": `delete`, `expire`, `rename`. */
  readonly verb: string;
  /** How it is now and how it will be, one line for each property; empty where nothing is or remains. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}
