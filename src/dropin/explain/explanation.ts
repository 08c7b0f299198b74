/** What a line of the official client says, by the names of its flags. */
export interface Said {
  /** The words that are no flags. */
  readonly args: readonly string[];
  /** The last text that was given for a flag; undefined for none, and for an empty one. */
  text(name: string): string | undefined;
  /** The number that was given for a flag, in decimal; undefined for none. */
  id(name: string): string | undefined;
  /** Every text of a list; undefined where the flag is not there. */
  list(name: string): readonly string[] | undefined;
  on(name: string): boolean;
}

/** The command of hs that does what a line of the official client does. */
export interface Native {
  /** Its words behind `hs`. */
  readonly command: readonly string[];
  /** What it is about. */
  readonly args?: readonly string[];
  readonly flags?: readonly string[];
  /** Who asks before it is done: both, hs alone, or nobody. */
  readonly asks?: 'both' | 'hs';
  /** Its answer is what it is: it has no other formats. */
  readonly oneFormat?: true;
  /** Where it asks no server. */
  readonly local?: true;
  /** What it does better, or in another way: sentences. */
  readonly better: readonly string[];
}

/** The same, or where to run a line that hs has no command for. */
export type Explanation = Native | { readonly elsewhere: string };

/** Explains the lines of one command of the official client. */
export type Explain = (said: Said) => Explanation;

/** A flag with a value; nothing where there is none. */
export function flag(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return value === '' || value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

/** A switch, where it is on. */
export function whereOn(name: string, isOn: boolean): readonly string[] {
  return isOn ? [name] : [];
}

/** How hs is told an id; a word in capitals where none was said. */
export function byId(id: string | undefined, missing: string): string {
  return id === undefined ? missing : `id:${id}`;
}

/** How hs is told a name: bare where it can be nothing else. */
export function byName(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) ? name : `name:${name}`;
}

/** A condition of `--filter`. */
export function condition(field: string, value: string): string {
  const bare = /^[\w.@+][\w.@:/+-]*$/.test(value);
  return `${field}=${bare ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`}`;
}
