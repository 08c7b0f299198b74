import type { Env } from '../config/env.ts';
import { proxySecrets } from '../config/proxy.ts';
import { createRedactor, type Redactor } from '../domain/secret.ts';

/** What takes the secrets of this process out of a text: those of its environment, and those a command has. */
export function redactorOf(env: Env, secrets: readonly string[]): Redactor {
  const all = [env['HS_API_KEY'], env['HEADSCALE_CLI_API_KEY'], ...proxySecrets(env), ...secrets];
  return createRedactor(all.filter((secret) => secret !== undefined));
}
