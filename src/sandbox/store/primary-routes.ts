/** Which node serves which subnet. In memory only, as on a real server. */
export class PrimaryRoutes {
  readonly #servable = new Map<number, ReadonlySet<string>>();
  readonly #primary = new Map<string, number>();

  /** Says which prefixes a node could serve now; none when it is offline. A prefix stays with who serves it. */
  set(nodeId: number, prefixes: readonly string[]): void {
    const before = this.#servable.get(nodeId) ?? new Set<string>();
    if (prefixes.length === 0) this.#servable.delete(nodeId);
    else this.#servable.set(nodeId, new Set(prefixes));
    for (const prefix of new Set([...before, ...prefixes])) this.#elect(prefix);
  }

  /** The prefixes this node serves. */
  of(nodeId: number): string[] {
    return [...this.#primary].filter(([, primary]) => primary === nodeId).map(([prefix]) => prefix);
  }

  #elect(prefix: string): void {
    const present = this.#primary.get(prefix);
    if (present !== undefined && this.#servable.get(present)?.has(prefix)) return;
    const candidates = [...this.#servable].filter(([, prefixes]) => prefixes.has(prefix)).map(([id]) => id);
    if (candidates.length === 0) this.#primary.delete(prefix);
    else this.#primary.set(prefix, Math.min(...candidates));
  }
}
