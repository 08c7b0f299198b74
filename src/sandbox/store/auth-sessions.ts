/** Web logins and SSH checks that wait for an admin (0.29 and later). In memory only. */
export class AuthSessions {
  readonly #open = new Set<string>();

  add(id: string): void {
    this.#open.add(id);
  }

  /** Approving or rejecting does not end a session: it answers again until it is registered or forgotten. */
  has(id: string): boolean {
    return this.#open.has(id);
  }

  end(id: string): void {
    this.#open.delete(id);
  }
}
