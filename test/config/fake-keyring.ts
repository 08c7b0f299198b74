import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

// What the tests say: where entries are kept, and how the keyring misbehaves.
const { FAKE_KEYRING = '', FAKE_KEYRING_FAULT: fault } = process.env;

/** Keeps entries in the file that FAKE_KEYRING names; each process is noted in FAKE_KEYRING.log. */
export class AsyncEntry {
  readonly #id: string;

  constructor(service: string, account: string, options: unknown) {
    appendFileSync(
      `${FAKE_KEYRING}.log`,
      `${JSON.stringify({ pid: process.pid, argv: process.argv, env: process.env })}\n`,
    );
    if (JSON.stringify(options) !== '{"linux":{"store":"secret-service"}}') throw new Error('another store');
    if (fault === 'none') {
      throw new Error('Platform failure: DBus error: The name org.freedesktop.secrets was not provided');
    }
    this.#id = JSON.stringify([service, account]);
  }

  async setPassword(secret: string): Promise<void> {
    if (fault === 'locked') throw new Error("Couldn't access platform storage: unlock prompt dismissed");
    if (fault === 'odd') throw new Error(`Cannot keep\n"${secret}"`);
    // Nothing but the end of the process ends this.
    if (fault === 'hang') for (;;);
    if (fault === 'asleep') setInterval(() => {}, 1000);
    if (fault === 'asleep') await new Promise(() => {});
    if (fault !== 'forgetful') this.#change((all) => Object.assign(all, { [this.#id]: secret }));
  }

  async getPassword(): Promise<string | null> {
    return entries()[this.#id] ?? null;
  }

  async deletePassword(): Promise<boolean> {
    const there = this.#id in entries();
    this.#change((all) => delete all[this.#id]);
    return there;
  }

  #change(edit: (all: Record<string, string>) => void): void {
    const all = entries();
    edit(all);
    writeFileSync(FAKE_KEYRING, JSON.stringify(all));
  }
}

function entries(): Record<string, string> {
  return existsSync(FAKE_KEYRING)
    ? (JSON.parse(readFileSync(FAKE_KEYRING, 'utf8')) as Record<string, string>)
    : {};
}
