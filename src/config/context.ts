import { invalidValue } from '../domain/invalid-value.ts';
import { quoted } from '../domain/quoted.ts';
import type { PinnedCertificate } from './pinned-certificate.ts';

/** How a server is spoken to; `auto` finds out. */
export const TRANSPORTS = ['auto', 'grpc', 'http'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Who vouches for the server. */
export type Trust =
  | { readonly kind: 'system' }
  /** A certificate authority of one's own, in a PEM file. */
  | { readonly kind: 'ca-file'; readonly file: string }
  /** One certificate, trusted on first use. */
  | { readonly kind: 'pinned'; readonly certificate: PinnedCertificate }
  /** Nobody. Said each time. */
  | { readonly kind: 'insecure' };

/** Where the API key of a context is found. */
export type KeyPlace =
  | { readonly kind: 'none' }
  | { readonly kind: StoreKind }
  /** A program that prints it, with its arguments; no shell reads them. */
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] };

/** What can keep a key: the keyring of the system, or a file of our own. */
export type StoreKind = 'keyring' | 'file';

/** A certificate that shows who the client is, for servers behind mutual TLS: two PEM files. */
export interface ClientCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A server with a name, and all that is to be known of it. Texts are never empty. */
export interface Context {
  readonly name: string;
  /** As typed; read by the address parser. Its path is the prefix. */
  readonly address: string;
  readonly transport: Transport;
  readonly trust: Trust;
  /** Another name than the address to check the certificate against. */
  readonly serverName: string | undefined;
  readonly clientCertificate: ClientCertificate | undefined;
  /** The URL that devices log in to, where it is not the address. */
  readonly loginServer: string | undefined;
  /** The user that commands mean where none is named. */
  readonly defaultUser: string | undefined;
  /** The output format where none is named; read by the parser of formats. */
  readonly format: string | undefined;
  /** Every changing call is refused. */
  readonly readOnly: boolean;
  /** `severe`: without a terminal the gravest changes need their target named, not only `--yes`. */
  readonly confirm: 'severe' | undefined;
  readonly key: KeyPlace;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;
const LONGEST_NAME = 64;

/** A context that is known by name and address alone. */
export function newContext(name: string, address: string): Context {
  return {
    name: parseContextName(name),
    address,
    transport: 'auto',
    trust: { kind: 'system' },
    serverName: undefined,
    clientCertificate: undefined,
    loginServer: undefined,
    defaultUser: undefined,
    format: undefined,
    readOnly: false,
    confirm: undefined,
    key: { kind: 'none' },
  };
}

/**
 * Accepts the name of a context: letters, digits, `_` and `-`, at most 64, no `-` first (it would read as a flag).
 * @throws HsError `invalid_value`
 */
export function parseContextName(text: string): string {
  const why = whyRefused(text);
  if (why === undefined) return text;
  const shown = text === '' ? 'An empty name' : quoted(text);
  throw invalidValue(
    `${shown} cannot be the name of a context: ${why}`,
    `Use letters, digits, _ and -, for example ${contextNameFrom(text)}.`,
  );
}

/** A lawful name made from a host name or any other text: `headscale.example.com` gives `headscale-example-com`. */
export function contextNameFrom(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'headscale' : name;
}

function whyRefused(text: string): string | undefined {
  if (text === '') return 'it must have a character';
  if (text.startsWith('-')) return 'it would read as a flag';
  const strange = /[^A-Za-z0-9_-]/u.exec(text)?.[0];
  if (strange !== undefined) return `${strange === ' ' ? 'a space' : quoted(strange)} is not allowed in it`;
  if (text.length > LONGEST_NAME) return `it has ${text.length} characters, ${LONGEST_NAME} are allowed`;
  return NAME.test(text) ? undefined : 'it has characters that are not allowed';
}
