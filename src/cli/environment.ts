import type process from 'node:process';
import { proxySecrets } from '../config/proxy.ts';
import { createRedactor } from '../domain/secret.ts';

/** Bytes as Node's own debug output shows them: the first fifty, and those of an answer hold a new key in clear. */
const SHOWN_BYTES = /<(Slow)?Buffer[^>]*>/g;

/**
 * Keeps what other programs' variables do to Node away from hs; to be called before anything connects.
 * `NODE_TLS_REJECT_UNAUTHORIZED` goes: hs never obeys it, and Node would warn on stderr that TLS is off.
 * Under `NODE_DEBUG` and `GRPC_TRACE`, which print what goes over the wire on stderr, keys are masked there too.
 */
export function tameEnvironment({ env, stderr }: Pick<typeof process, 'env' | 'stderr'>): void {
  delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
  if (!env['NODE_DEBUG'] && !env['GRPC_TRACE'] && !env['GRPC_NODE_TRACE']) return;
  const redactor = createRedactor(
    [env['HS_API_KEY'], env['HEADSCALE_CLI_API_KEY'], ...proxySecrets(env)].filter(
      (key) => key !== undefined,
    ),
  );
  const write = stderr.write.bind(stderr) as (chunk: unknown, ...rest: unknown[]) => boolean;
  const safe = (text: string) => redactor.redact(text.replace(SHOWN_BYTES, '<Buffer …>'));
  stderr.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? safe(chunk) : chunk, ...rest);
}
