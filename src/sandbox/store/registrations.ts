import type { Device } from './rows.ts';

/** Minutes that a pending registration lives. */
const LIFETIME_MS = 15 * 60_000;
/** Beyond this many the oldest is forgotten, as 0.29 and later do it. */
const LIMIT = 1024;

interface Pending {
  readonly device: Device;
  readonly until: number;
}

/** Devices that showed up and wait to be registered, by registration id. Lost at a restart, as on a real server. */
export class Registrations {
  readonly #pending = new Map<string, Pending>();

  /** Keeps a device for 15 minutes from `nowMs`. */
  add(id: string, device: Device, nowMs: number): void {
    this.#pending.delete(id);
    this.#pending.set(id, { device, until: nowMs + LIFETIME_MS });
    const oldest = this.#pending.keys().next();
    if (this.#pending.size > LIMIT && !oldest.done) this.#pending.delete(oldest.value);
  }

  /** The device that waits under this id; undefined when there is none, or it waited too long. */
  get(id: string, nowMs: number): Device | undefined {
    const pending = this.#pending.get(id);
    return pending && pending.until > nowMs ? pending.device : undefined;
  }

  /** Takes it away: a registration succeeds once. */
  take(id: string): void {
    this.#pending.delete(id);
  }

  /** Every id that waits, oldest first. */
  ids(nowMs: number): string[] {
    return [...this.#pending].filter(([, pending]) => pending.until > nowMs).map(([id]) => id);
  }
}
