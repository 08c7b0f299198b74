/** A key of a node as tables show it: the first five characters of its base64, in brackets. Empty for one that is none. */
export function shortKey(key: string): string {
  const hex = /^[a-z]+:([0-9a-f]{64})$/.exec(key)?.[1] ?? '';
  if (/^0*$/.test(hex)) return '';
  return `[${Buffer.from(hex, 'hex').toString('base64').slice(0, 5)}]`;
}
