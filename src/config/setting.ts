/** Where a setting comes from. */
export type Origin =
  /** `--address` */
  | { readonly kind: 'flag'; readonly name: string }
  /** `HS_ADDRESS` */
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'context'; readonly name: string }
  /** A Headscale config file that was named. */
  | { readonly kind: 'headscale-config'; readonly file: string }
  | { readonly kind: 'default' };

/** A value that knows where it comes from. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** An origin as people read it: `--address`, `HS_ADDRESS`, `context prod`, `default`. */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'flag':
    case 'env':
      return origin.name;
    case 'context':
      return `context ${origin.name}`;
    case 'headscale-config':
      return origin.file;
    case 'default':
      return 'default';
  }
}

/** The first of several sources that says something; else the default. */
export function firstOf<T>(
  usual: T,
  ...sources: readonly (readonly [value: T | undefined, origin: Origin] | undefined)[]
): Setting<T> {
  for (const source of sources) {
    if (source?.[0] !== undefined) return { value: source[0], origin: source[1] };
  }
  return { value: usual, origin: { kind: 'default' } };
}
