import type { Context } from '../../config/context.ts';
import { asksForKey, type NamedAddress, typedAddress } from '../../headscale/named-address.ts';
import type { TailnetCount } from '../../operations/count-tailnet.ts';

/** What a login came to. */
export interface LoginDone {
  readonly context: Context;
  readonly address: NamedAddress;
  /** `Headscale 0.29 over gRPC`. */
  readonly server: string;
  /** When the key stops working: `in 90d`; undefined where that is not known. */
  readonly keyEnd: string | undefined;
  readonly count: TailnetCount | undefined;
}

/** What is said of a login that worked: where to, whom it reaches and how long, and what to type next. */
export function loginSummary({ context, address, server, keyEnd, count }: LoginDone): readonly string[] {
  const seen = count && `${many(count.users, 'user')} and ${many(count.nodes, 'node')}`;
  const facts = [seen, keyPhrase(context, address, keyEnd)].filter((text) => text !== undefined).join('; ');
  return [
    `Logged in to ${address.text} (${server}) as context ${context.name}`,
    facts.charAt(0).toUpperCase() + facts.slice(1),
    count?.users === 0
      ? 'Next: hs users create NAME and hs preauthkeys create'
      : 'Next: hs status and hs nodes list',
  ];
}

/** How a server that is reached over its socket can be used over the network too; undefined for any other. */
export function fromElsewhere(address: NamedAddress): string | undefined {
  if (asksForKey(address)) return undefined;
  const host = address.kind === 'ssh' ? address.host : 'HOST';
  return `To use it without the socket too: hs login https://${host} --make-key-over ${typedAddress(address)}`;
}

function keyPhrase({ key }: Context, address: NamedAddress, keyEnd: string | undefined): string {
  if (key.kind === 'none') return asksForKey(address) ? 'no API key is kept' : 'no API key is needed there';
  const place = {
    keyring: 'is kept in the keyring',
    file: 'is kept in a file',
    command: `comes from ${key.kind === 'command' ? key.argv[0] : ''} each time`,
  }[key.kind];
  return `the API key ${keyEnd === undefined ? '' : `ends ${keyEnd} and `}${place}`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
