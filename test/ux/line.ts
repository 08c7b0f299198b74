/** One wish of a good command line, and what holds `hs` to it. */
export type Line = {
  readonly line: number;
  readonly wish: string;
} & (
  | { readonly tests: Readonly<Record<string, readonly string[]>>; readonly reason?: string }
  | { readonly tests?: undefined; readonly reason: string }
);
