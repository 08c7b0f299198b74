import { HsError } from '../errors.ts';
import type { ChosenServer } from './choose-server.ts';
import type { StoreKind } from './context.ts';
import { type Env, given } from './env.ts';
import type { SecretStore } from './secret-store.ts';
import { originText, type Setting } from './setting.ts';
import { type KeyOwner, storedKey } from './stored-key.ts';

/** Where the API key for a server is found. */
export type ApiKeySource =
  | { readonly kind: 'value'; readonly apiKey: string }
  /** A file that holds the key alone. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stored'; readonly store: StoreKind; readonly owner: KeyOwner }
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] }
  | {
      readonly kind: 'none';
      /** What gives this server a key: a variable. */
      readonly setIn: string;
      /** Why a key that is there is not used, as a sentence without its full stop. */
      readonly withheld: string | undefined;
    };

/** On its own socket Headscale asks nobody for a key, so none is sent there. */
const NO_KEY_NEEDED: Setting<ApiKeySource> = {
  value: { kind: 'none', setIn: 'HEADSCALE_CLI_API_KEY', withheld: undefined },
  origin: { kind: 'default' },
};

/** What reads keys from outside. */
export interface KeyReaders {
  readonly store: (kind: StoreKind) => SecretStore;
  readonly file: (path: string) => string;
  readonly command: (argv: readonly [string, ...string[]]) => Promise<string>;
}

/**
 * Where the key for this server is to come from. `HS_API_KEY` goes to an address that was named, or to a context that
 * has no key of its own; and where `HS_ADDRESS` is set it belongs to that address and goes nowhere else. The same
 * holds for the two variables of the official client.
 */
export function apiKeySource(
  chosen: ChosenServer,
  keyFile: string | undefined,
  env: Env,
): Setting<ApiKeySource> {
  if (keyFile !== undefined) {
    return { value: { kind: 'file', path: keyFile }, origin: { kind: 'flag', name: '--api-key-file' } };
  }
  switch (chosen.kind) {
    case 'address':
      return fromVariable(chosen, env, 'HS_API_KEY', 'HS_ADDRESS');
    case 'official':
      return fromVariable(chosen, env, 'HEADSCALE_CLI_API_KEY', 'HEADSCALE_CLI_ADDRESS');
    case 'official-socket':
      return NO_KEY_NEEDED;
    case 'headscale-config': {
      const { apiKey, address } = chosen.config;
      if (address === undefined) return NO_KEY_NEEDED;
      if (apiKey === undefined)
        return fromVariable(chosen, env, 'HEADSCALE_CLI_API_KEY', 'HEADSCALE_CLI_ADDRESS');
      return { value: { kind: 'value', apiKey }, origin: chosen.address.origin };
    }
    case 'context': {
      const { key, name, address } = chosen.context;
      const { origin } = chosen.address;
      if (key.kind === 'none') return fromVariable(chosen, env, 'HS_API_KEY', 'HS_ADDRESS');
      if (key.kind === 'command') return { value: key, origin };
      return { value: { kind: 'stored', store: key.kind, owner: { name, address } }, origin };
    }
  }
}

/**
 * The key itself; undefined where there is none.
 * @throws HsError `credentials` where a store has none for this address; what the readers throw
 */
export async function readApiKey(source: ApiKeySource, readers: KeyReaders): Promise<string | undefined> {
  switch (source.kind) {
    case 'none':
      return undefined;
    case 'value':
      return source.apiKey;
    case 'file':
      return readers.file(source.path);
    case 'command':
      return readers.command(source.argv);
    case 'stored':
      return fromStore(readers.store(source.store), source.owner);
  }
}

async function fromStore(store: SecretStore, owner: KeyOwner): Promise<string> {
  const kept = await storedKey(store, owner);
  if (kept.kind === 'key') return kept.apiKey;
  const place = store.kind === 'keyring' ? 'the keyring' : 'the credentials file';
  const why =
    kept.kind === 'none'
      ? `There is no API key for the context ${owner.name} in ${place}`
      : `The API key kept for the context ${owner.name} is for ${kept.address}, not for ${owner.address}`;
  throw new HsError('credentials', why, {
    hint: `Give it one: hs login ${owner.address} --context ${owner.name}`,
  });
}

function fromVariable(
  { address }: ChosenServer,
  env: Env,
  keyName: string,
  addressName: string,
): Setting<ApiKeySource> {
  const apiKey = given(env[keyName])?.replace(/^Bearer (?=\S)/, '');
  const partner = given(env[addressName]);
  const foreign = partner !== undefined && !isSameAddress(partner, address.value);
  if (apiKey !== undefined && !foreign) {
    return { value: { kind: 'value', apiKey }, origin: { kind: 'env', name: keyName } };
  }
  const withheld =
    apiKey === undefined
      ? undefined
      : `${keyName} belongs to the address in ${addressName}, not to the one from ${originText(address.origin)}`;
  return { value: { kind: 'none', setIn: keyName, withheld }, origin: { kind: 'default' } };
}

/** Whether two addresses, as typed, are surely the same one. */
function isSameAddress(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .replace(/^(?=:\d)/, 'localhost')
      .replace(/^https:\/\//i, '')
      .replace(/\/+$/, '');
  return plain(a) === plain(b);
}
