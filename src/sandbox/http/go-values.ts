/** What Go's `strconv.ParseUint` says of a text; undefined where it is a number of 64 bits. */
export function badUint64(text: string): string | undefined {
  const why = /^\d+$/.test(text)
    ? BigInt(text) >= 2n ** 64n
      ? 'value out of range'
      : undefined
    : 'invalid syntax';
  return why === undefined ? undefined : `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`;
}

/** What Go's `strconv.ParseBool` makes of a text; undefined where it is neither. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : undefined;
}
