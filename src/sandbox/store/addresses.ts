/** The prefixes of Headscale's example configuration. */
const IPV4_BASE = ipv4Number(100, 64, 0, 0);
const IPV6_PREFIX = 'fd7a:115c:a1e0::';

/** Gives out addresses one after another, the same offset in 100.64.0.0/10 and fd7a:115c:a1e0::/48. */
export class AddressPool {
  #lastV4 = 0;
  #lastV6 = 0;
  readonly #used: Set<string>;

  constructor(used: Iterable<string | null>) {
    this.#used = new Set([...used].filter((address) => address !== null));
  }

  /** The next free IPv4 address; 100.100.0.0 and 100.100.100.100 belong to Tailscale itself. */
  nextV4(): string {
    for (;;) {
      this.#lastV4 += 1;
      const address = ipv4Text(this.#lastV4);
      if (isReserved(address) || this.#used.has(address)) continue;
      this.#used.add(address);
      return address;
    }
  }

  nextV6(): string {
    for (;;) {
      this.#lastV6 += 1;
      const address = ipv6Text(this.#lastV6);
      if (this.#used.has(address)) continue;
      this.#used.add(address);
      return address;
    }
  }

  /** Gives an address back. */
  free(address: string | null): void {
    if (address !== null) this.#used.delete(address);
  }
}

/** The `offset`-th address of 100.64.0.0/10. */
function ipv4Text(offset: number): string {
  const number = IPV4_BASE + offset;
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join('.');
}

/** The `offset`-th address of fd7a:115c:a1e0::/48. */
function ipv6Text(offset: number): string {
  const high = Math.floor(offset / 65_536);
  const low = (offset % 65_536).toString(16);
  return high === 0 ? `${IPV6_PREFIX}${low}` : `${IPV6_PREFIX}${high.toString(16)}:${low}`;
}

function ipv4Number(a: number, b: number, c: number, d: number): number {
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** `tsaddr.IsTailscaleIP`'s ChromeOS range 100.115.92.0/23 and the service addresses are never given to a node. */
function isReserved(address: string): boolean {
  return address === '100.100.100.100' || address === '100.100.100.101' || /^100\.115\.9[23]\./.test(address);
}
