import type process from 'node:process';
import { text } from 'node:stream/consumers';

/** What is asked of the program: one JSON object on its standard input, so that no secret is ever an argument. */
export interface KeyringRequest {
  /** `probe` keeps, reads and forgets the secret. */
  readonly call: 'get' | 'set' | 'delete' | 'probe';
  readonly service: string;
  readonly account: string;
  /** What to keep, for `set` and `probe`. */
  readonly secret?: string;
  /** The program ends itself after so many milliseconds, should nobody be left to do it. */
  readonly endAfterMs: number;
}

/** What it answers on its standard output. */
export type KeyringAnswer =
  | { readonly secret: string | null }
  | { readonly done: boolean }
  /** The package with the native code is not there, or not for this system. */
  | { readonly missing: true }
  | { readonly failed: string };

/**
 * The whole of a process that makes one call to the keyring of the system. It is a process of its own because such a
 * call can hang inside native code (a D-Bus that never answers), and nothing less than ending its process ends it.
 */
export async function answerKeyring(proc: typeof process): Promise<void> {
  const request = JSON.parse(await text(proc.stdin)) as KeyringRequest;
  // Not exit(): that would wait for the thread that hangs.
  const last = setTimeout(() => proc.kill(proc.pid, 'SIGKILL'), request.endAfterMs);
  const answer = await answerTo(request);
  clearTimeout(last);
  proc.stdout.write(JSON.stringify(answer));
}

async function answerTo({ call, service, account, secret = '' }: KeyringRequest): Promise<KeyringAnswer> {
  const keyring = await import('@napi-rs/keyring').catch(() => undefined);
  if (keyring === undefined) return { missing: true };
  try {
    const entry = new keyring.AsyncEntry(service, account, { linux: { store: 'secret-service' } });
    switch (call) {
      case 'get':
        return { secret: await entry.getPassword() };
      case 'set':
        await entry.setPassword(secret);
        return { done: true };
      case 'delete':
        return { done: await entry.deletePassword() };
      case 'probe': {
        await entry.setPassword(secret);
        const same = (await entry.getPassword()) === secret;
        await entry.deletePassword();
        return { done: same };
      }
    }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
