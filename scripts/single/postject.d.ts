// The package brings no types of its own.
declare module 'postject' {
  /** Puts a resource into the binary at `file`, in place. Throws where it has no room for one, or has one already. */
  export function inject(
    file: string,
    name: string,
    data: Buffer,
    options: { readonly sentinelFuse: string },
  ): Promise<void>;
}
