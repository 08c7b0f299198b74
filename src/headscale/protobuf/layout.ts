/** How the bytes of a field are laid out, as the low three bits of its tag say; nobody sends the others. */
export const LAYOUT = { varint: 0, eightBytes: 1, lengthFirst: 2, fourBytes: 5 } as const;

export type Layout = (typeof LAYOUT)[keyof typeof LAYOUT];
