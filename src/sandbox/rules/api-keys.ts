import type { Instant } from '../../domain/instant.ts';
import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import type { Message } from '../message.ts';
import { idOf, instantOf, textOf } from '../message.ts';
import { base64url, hex } from '../random.ts';
import { asOf } from '../release.ts';
import { bareError, invalidArgument } from '../status.ts';
import type { ApiKeyForm, ApiKeyRow } from '../store/rows.ts';
import { hashOfSecret } from './credentials.ts';
import { ZERO_TIME } from './zero-time.ts';

const NEW_FORM = { '0.23': '10+43', '0.25': '7+32', '0.28': 'hskey' } as const;

/** Makes a key in the release's own form; answers the whole secret. */
export function makeApiKey(context: Context, expiration: Instant): string {
  const form: ApiKeyForm = asOf<ApiKeyForm>(context.release, NEW_FORM);
  const characters = from(context, '0.30') ? hex : base64url;
  const [prefixLength, secretLength] = form === 'hskey' ? [12, 64] : form === '7+32' ? [7, 32] : [10, 43];
  const prefix = characters(context.random, prefixLength);
  const secret = characters(context.random, secretLength);
  context.store.apiKeys.insert({
    prefix,
    hash: hashOfSecret(secret),
    form,
    expiration,
    createdAt: present(context),
  });
  return form === 'hskey' ? `hskey-api-${prefix}-${secret}` : `${prefix}.${secret}`;
}

/** CreateApiKey. Without an expiration the key is expired from the start. */
export const createApiKey: Rule = (context, request) => ({
  apiKey: makeApiKey(context, instantOf(request, 'expiration') ?? ZERO_TIME),
});

/** ListApiKeys. */
export const listApiKeys: Rule = (context) => ({
  apiKeys: context.store.apiKeys.all().map(({ id, expiration, createdAt, ...key }) => ({
    id,
    prefix: shownPrefix(context, key),
    expiration,
    createdAt,
    lastSeen: null,
  })),
});

/** ExpireApiKey. */
export const expireApiKey: Rule = (context, request) => {
  context.store.apiKeys.update(selectedKey(context, request).id, { expiration: present(context) });
  return {};
};

/** DeleteApiKey. */
export const deleteApiKey: Rule = (context, request) => {
  context.store.apiKeys.delete(selectedKey(context, request).id);
  return {};
};

function shownPrefix(context: Context, key: Pick<ApiKeyRow, 'form' | 'prefix'>): string {
  if (!from(context, '0.28')) return key.prefix;
  return key.form === 'hskey' ? `hskey-api-${key.prefix}-***` : `${key.prefix}***`;
}

function selectedKey(context: Context, request: Message): ApiKeyRow {
  const prefix = textOf(request, 'prefix');
  const id = from(context, '0.28') ? idOf(request, 'id') : 0;
  if (from(context, '0.28')) {
    if (id !== 0 && prefix !== '') throw invalidArgument('provide either id or prefix, not both');
    if (id === 0 && prefix === '') throw invalidArgument('must provide id or prefix');
  }
  const { apiKeys } = context.store;
  const key = id === 0 ? byPrefix(context, prefix) : apiKeys.get(id);
  if (!key) throw bareError('record not found', 'key_not_found');
  return key;
}

/** 0.28 and later also take `hskey-api-<12>` and the masked form, but no masked form of an older key. */
function byPrefix(context: Context, given: string): ApiKeyRow | undefined {
  const prefix = from(context, '0.28') && given.startsWith('hskey-api-') ? ownPrefix(given) : given;
  return context.store.apiKeys.find((key) => key.prefix === prefix);
}

function ownPrefix(given: string): string {
  const prefix = given
    .slice('hskey-api-'.length)
    .replace(/-\*\*\*$/, '')
    .slice(0, 12);
  if (prefix.length < 12) throw bareError('failed to parse ApiKey: prefix too short');
  if (/[^\w-]/.test(prefix)) throw bareError('failed to parse ApiKey: prefix contains invalid characters');
  return prefix;
}
