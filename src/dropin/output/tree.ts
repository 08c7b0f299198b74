/** Data as the official client prints it, in the order in which it is printed. */
export type Tree =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Tree[]
  | { readonly [key: string]: Tree };
