import { createHash } from 'node:crypto';
import { compareInstants } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import { from, present } from '../context.ts';
import { CODES, SandboxStatus } from '../status.ts';
import type { ApiKeyForm, ApiKeyRow } from '../store/rows.ts';

/** A caller over TCP shows what it has; one on the unix socket is trusted. */
export type Caller =
  | { readonly trusted: true }
  | { readonly trusted: false; readonly authorization?: string };

/** How each form of API key is written; captures prefix and secret. */
const FORMS: readonly { readonly form: ApiKeyForm; readonly pattern: RegExp }[] = [
  { form: 'hskey', pattern: /^hskey-api-([\w-]{12})-([\w-]{64})$/ },
  { form: '7+32', pattern: /^([\w-]{7})\.([\w-]{32})$/ },
  { form: '10+43', pattern: /^([\w-]{10})\.([\w-]{43})$/ },
];

/** Throws what the interceptor of the TCP listener says to a caller it does not let in. */
export function authorise(context: Context, caller: Caller): void {
  if (caller.trusted) return;
  const newer = from(context, '0.29');
  const header = caller.authorization;
  if (header === undefined) {
    throw refused(newer ? 'authorization token not supplied' : 'Authorization token is not supplied');
  }
  if (!header.startsWith('Bearer ')) {
    throw refused('missing "Bearer " prefix in "Authorization" header');
  }
  const after = header.slice('Bearer '.length);
  const key = apiKeyOfSecret(context, from(context, '0.28') ? after.trim() : after);
  if (!key) {
    const message = newer ? 'validating token' : 'failed to validate token';
    throw new SandboxStatus(CODES.internal, message, 'credentials');
  }
  // A clock that counts milliseconds alone can show the moment of expiry itself.
  if (compareInstants(key.expiration, present(context)) <= 0) throw refused('invalid token');
}

/** The row whose secret this is, expired or not. 0.28 and later no longer take the keys of 0.23 and 0.24. */
export function apiKeyOfSecret(context: Context, secret: string): ApiKeyRow | undefined {
  for (const { form, pattern } of FORMS) {
    const [, prefix, rest] = pattern.exec(secret) ?? [];
    if (prefix === undefined || rest === undefined || !accepts(context, form)) continue;
    const row = context.store.apiKeys.find((key) => key.form === form && key.prefix === prefix);
    if (row?.hash === hashOfSecret(rest)) return row;
  }
  return undefined;
}

/** What the sandbox keeps of a secret. A real server uses bcrypt. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function accepts(context: Context, form: ApiKeyForm): boolean {
  return form !== '10+43' || !from(context, '0.28');
}

function refused(message: string): SandboxStatus {
  return new SandboxStatus(CODES.unauthenticated, message, 'credentials');
}
