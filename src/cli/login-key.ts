import { HsError } from '../errors.ts';
import { asksForKey, type NamedAddress, typedAddress } from '../headscale/named-address.ts';
import type { Prompter } from '../terminal/prompter.ts';
import { onlyLine, refuseOddKey } from './server-target.ts';

/** Where `hs login` may take the key from. */
export interface LoginKeySources {
  readonly fromStdin: boolean;
  readonly file: string | undefined;
  readonly readStdin: () => Promise<string>;
  readonly readFile: (path: string) => string;
  readonly prompter: Prompter | undefined;
}

/**
 * The key to log in with: from standard input, a file, or asked for without being shown; none for a socket.
 * @throws HsError `usage` for two sources, `nobody_to_ask` for none, `credentials` for what cannot be a key
 */
export async function loginKey(address: NamedAddress, sources: LoginKeySources): Promise<string | undefined> {
  if (sources.fromStdin && sources.file !== undefined) {
    throw new HsError('usage', 'The API key is given twice: on standard input and in a file');
  }
  const key = await givenKey(address, sources);
  refuseOddKey(key);
  return key;
}

async function givenKey(address: NamedAddress, sources: LoginKeySources): Promise<string | undefined> {
  if (sources.fromStdin) return onlyLine(await sources.readStdin(), 'Standard input');
  if (sources.file !== undefined) return onlyLine(sources.readFile(sources.file), sources.file);
  if (!asksForKey(address)) return undefined;
  if (sources.prompter)
    return onlyLine(await sources.prompter.secret('API key (it is not shown)'), 'The answer');
  throw new HsError('nobody_to_ask', `There is no API key for ${address.text}, and nobody to ask`, {
    hint: `${HOW_TO_MAKE_ONE} Then give it on standard input: hs login ${typedAddress(address)} --api-key-stdin < key`,
  });
}

/** What a person without a key does on the server; with the MASH playbook its script stands in front. */
const HOW_TO_MAKE_ONE =
  'On the server, `headscale apikeys create --expiration 90d` makes a key (MASH: /mash/headscale/bin/headscale apikeys create --expiration 90d).';
