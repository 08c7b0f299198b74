import path from 'node:path';
import { quoted } from '../domain/quoted.ts';
import { createRedactor } from '../domain/secret.ts';
import { HsError } from '../errors.ts';
import type { KeptFolder } from '../files/change-file.ts';
import { runBounded } from './bounded-process.ts';
import type { Env } from './env.ts';
import type { KeyringAnswer, KeyringRequest } from './keyring-program.ts';
import type { SecretStore } from './secret-store.ts';

/** How long one call to the keyring may take, in milliseconds; then it is ended. */
const TIMEOUT_MS = 3000;

/** Variables that the keyring does not need to hear of. */
const KEPT_BACK = ['HS_API_KEY', 'HEADSCALE_CLI_API_KEY'];

export interface KeyringOptions {
  /** The process that makes one call, see {@link keyringProcess}; undefined where this build of hs has none. */
  readonly process: readonly [string, ...string[]] | undefined;
  readonly env: Env;
  /** Under which entries stand in the keyring; another one for another config folder. */
  readonly service: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The keyring of the system: Secret Service, Keychain or Credential Manager. */
export interface KeyringStore extends SecretStore {
  readonly kind: 'keyring';
  /**
   * Keeps, reads and forgets something, to see whether the keyring works.
   * @returns why it does not, in words that follow "the keyring"; undefined where it works
   */
  probe(): Promise<string | undefined>;
}

/**
 * The command line of the process that makes one call.
 * @param node the Node that runs hs
 * @param program the URL of the module with `answerKeyring`
 */
export function keyringProcess(node: string, program: URL): readonly [string, ...string[]] {
  const source = `import { answerKeyring } from ${JSON.stringify(program.href)}; await answerKeyring(process);`;
  return [node, '--input-type=module', '-e', source];
}

/**
 * The name that entries stand under: `hs`, and where `HS_CONFIG_DIR` names the folder also its path, so that contexts
 * of the same name do not share a key.
 */
export function keyringService(folder: KeptFolder | undefined): string {
  return folder === undefined || folder.own ? 'hs' : `hs (${path.resolve(folder.path)})`;
}

/**
 * The keyring of the system. Every call is a process of its own and ends within three seconds. Its calls throw HsError
 * `credentials` where the keyring is locked, missing or silent.
 */
export function keyringStore(options: KeyringOptions): KeyringStore {
  const { process, service, timeoutMs = TIMEOUT_MS, signal } = options;
  const env: Env = Object.fromEntries(
    Object.entries(options.env).filter(([name]) => !KEPT_BACK.includes(name)),
  );

  /** The answer, or why there is none. */
  async function ask(
    request: Pick<KeyringRequest, 'call' | 'account' | 'secret'>,
  ): Promise<KeyringAnswer | string> {
    if (process === undefined) return 'is out of reach: this hs is one file, without the code for it';
    const input = JSON.stringify({ ...request, service, endAfterMs: timeoutMs });
    const result = await runBounded(process, { env, input, timeoutMs, signal });
    if (result.kind === 'aborted') throw new HsError('interrupted', 'Interrupted');
    if (result.kind === 'timeout')
      return `does not answer within ${timeoutMs / 1000} seconds; it may be locked`;
    const answer = result.kind === 'ended' ? parseAnswer(result.stdout.toString('utf8')) : undefined;
    if (answer === undefined) return 'cannot be spoken to';
    if ('missing' in answer) return 'is out of reach: the package @napi-rs/keyring is not installed';
    if (!('failed' in answer)) return answer;
    return failureWords(answer.failed, request.secret);
  }

  async function answered(
    request: Pick<KeyringRequest, 'call' | 'account' | 'secret'>,
  ): Promise<Exclude<KeyringAnswer, { missing: true } | { failed: string }>> {
    const answer = await ask(request);
    if (typeof answer === 'object' && ('secret' in answer || 'done' in answer)) return answer;
    throw new HsError(
      'credentials',
      `The keyring ${typeof answer === 'string' ? answer : 'cannot be spoken to'}`,
      {
        hint: 'Unlock it, or give the key with --api-key-file for now.',
      },
    );
  }

  return {
    kind: 'keyring',

    async get(account) {
      const answer = await answered({ call: 'get', account });
      return 'secret' in answer ? (answer.secret ?? undefined) : undefined;
    },

    async set(account, secret) {
      await answered({ call: 'set', account, secret });
    },

    async delete(account) {
      const answer = await answered({ call: 'delete', account });
      return 'done' in answer && answer.done;
    },

    async probe() {
      const answer = await ask({ call: 'probe', account: 'test of the keyring', secret: 'hs was here' });
      if (typeof answer === 'string') return answer;
      return 'done' in answer && answer.done ? undefined : 'does not give back what it is given';
    },
  };
}

/** What the package says (measured with 2.1.2 on Linux), in fewer words; else its own, without the secret. */
function failureWords(text: string, secret: string | undefined): string {
  if (/\b(unlock|locked)\b/i.test(text)) return 'is locked';
  if (/\bD-?Bus\b/i.test(text)) return 'is out of reach: no Secret Service answers on D-Bus';
  return `says ${quoted(createRedactor(secret === undefined ? [] : [secret]).redact(text))}`;
}

function parseAnswer(text: string): KeyringAnswer | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  if ('missing' in answer && answer.missing === true) return { missing: true };
  if ('failed' in answer && typeof answer.failed === 'string') return { failed: answer.failed };
  if ('done' in answer && typeof answer.done === 'boolean') return { done: answer.done };
  if ('secret' in answer && (typeof answer.secret === 'string' || answer.secret === null)) {
    return { secret: answer.secret };
  }
  return undefined;
}
