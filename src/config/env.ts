/** Environment variables, handed in. */
export type Env = Readonly<Record<string, string | undefined>>;

/** An empty variable means the same as none: `HS_ADDRESS= hs …` is how people unset one for a single call. */
export function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** What the official client takes for yes in its variables (Go's `strconv.ParseBool`, in any case). */
export function isTrue(value: string | undefined): boolean {
  return /^(1|t|true)$/i.test(value?.trim() ?? '');
}
