import { type KeyReaders, readApiKey } from '../config/api-key-source.ts';
import { needsConfig, wantedHeadscaleConfig } from '../config/choose-server.ts';
import { NO_CONFIG } from '../config/config.ts';
import type { Trust } from '../config/context.ts';
import { readHeadscaleConfig } from '../config/headscale-config.ts';
import { originText, type Setting } from '../config/setting.ts';
import { type ResolvedServer, resolveServer, type SettingFlags } from '../config/settings.ts';
import { parseLifetime } from '../domain/duration.ts';
import { RELEASES, type ReleaseRange, releaseOfVersion } from '../domain/release.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleServer, NamedServer, TransportChoice } from '../headscale/connect.ts';
import { asksForKey, type NamedAddress, typedAddress } from '../headscale/named-address.ts';
import type { Dependencies } from './dependencies.ts';
import { proxiedAddress, proxyWarning } from './proxied-address.ts';

/** How long one call may take where nobody says otherwise. */
const DEFAULT_TIMEOUT_MS = 15_000;

/** A server, ready to be connected to, and what its context says about using it. */
export interface ServerTarget extends NamedServer {
  /** The name of the context; undefined for a server that was named by address. */
  readonly context: string | undefined;
  /** What names the server, for people: `HS_ADDRESS`, `context prod`. */
  readonly origin: string;
  readonly readOnly: boolean;
  readonly defaultUser: string | undefined;
  /** Every setting with its origin. */
  readonly settings: ResolvedServer;
}

/** What reading a server takes from outside. */
export type ServerReaders = Pick<Dependencies, 'env' | 'readTextFile' | 'contexts'>;

export interface ServerOptions {
  /** Goes on where a key is needed and there is none. */
  readonly keyless?: boolean;
  /** Looks for no key at all. */
  readonly leaveKey?: boolean;
  /** The socket that is meant where no server is named; without it that is an error. */
  readonly usualSocket?: string;
}

/**
 * The server that flags, variables and contexts name, ready to connect to.
 * @throws HsError `usage` for what cannot be meant, `not_found` for a context there is not, `credentials` where a key
 *   is needed and there is none
 */
export async function readServer(
  flags: Readonly<Record<string, unknown>>,
  readers: ServerReaders,
  notice: (text: string) => void,
  options: ServerOptions = {},
): Promise<ServerTarget> {
  const settings = await readSettings(flags, readers, notice, options.usualSocket);
  const plaintext = settings.plaintext.value;
  const address = proxiedAddress(settings.address.value, { plaintext }, readers.env);
  const timeoutMs = readTimeout(settings.timeout);
  const apiKey = options.leaveKey
    ? undefined
    : await keyOf(settings, address, readers, options.keyless === true);
  const trust = await trustOf(settings, readers);
  const warning = proxyWarning(address);
  if (warning !== undefined) notice(warning);
  if (trust.insecure) {
    notice(
      `Warning: ${originText(settings.trust.origin)} says that nobody checks who answers at ${address.text}`,
    );
  }
  return {
    address,
    apiKey,
    timeoutMs,
    trust,
    transport: settings.transport.value satisfies TransportChoice,
    assumedRelease: readAssumedRelease(text(flags['assume-release']), notice),
    noInput: flags['no-input'] === true,
    context: settings.context?.name,
    origin: originText(settings.address.origin),
    readOnly: settings.readOnly.value,
    defaultUser: settings.defaultUser.value,
    settings,
  };
}

/** Every setting of the server, with its origin. Files of contexts and of Headscale are read only where they matter. */
export async function readSettings(
  flags: Readonly<Record<string, unknown>>,
  { env, contexts, readTextFile }: ServerReaders,
  notice: (text: string) => void,
  usualSocket?: string,
): Promise<ResolvedServer> {
  const named = settingFlags(flags);
  let config = NO_CONFIG;
  if (needsConfig({ flags: named, env })) {
    const read = await contexts.file.read();
    for (const line of read.notices) notice(line);
    config = read.config;
  }
  const sources = { flags: named, env, config, configFolder: contexts.folder, usualSocket };
  const wanted = wantedHeadscaleConfig(sources);
  if (wanted === undefined) return resolveServer(sources);
  const headscaleConfig = { by: wanted.by, config: await readHeadscaleConfig(wanted.file, readTextFile) };
  return resolveServer({ ...sources, headscaleConfig });
}

function settingFlags(flags: Readonly<Record<string, unknown>>): SettingFlags {
  return {
    address: text(flags['address']),
    context: text(flags['context']),
    headscaleConfig: text(flags['headscale-config']),
    apiKeyFile: text(flags['api-key-file']),
    transport: text(flags['transport']) as TransportChoice | undefined,
    caFile: text(flags['ca-file']),
    insecure: flags['insecure'] === true,
    plaintext: flags['plaintext'] === true,
    serverName: text(flags['server-name']),
    clientCert: text(flags['client-cert']),
    clientKey: text(flags['client-key']),
    timeout: text(flags['timeout']),
  };
}

async function keyOf(
  { apiKey: { value: source } }: ResolvedServer,
  address: NamedAddress,
  readers: ServerReaders,
  keyless: boolean,
): Promise<string | undefined> {
  const key = await readApiKey(source, keyReaders(readers));
  refuseOddKey(key);
  if (key !== undefined || keyless || !asksForKey(address) || source.kind !== 'none') return key;
  throw new HsError(
    'credentials',
    `There is no API key for ${address.text}${source.withheld ? `: ${source.withheld}` : ''}`,
    {
      hint: `Put one into ${source.setIn}, or log in: hs login ${typedAddress(address)}. On the server \`headscale apikeys create\` makes one.`,
    },
  );
}

/** What reads keys from stores, files and programs. */
export function keyReaders({
  readTextFile,
  contexts,
}: Pick<ServerReaders, 'readTextFile' | 'contexts'>): KeyReaders {
  return {
    store: (kind) => contexts.store(kind),
    file: (path) => onlyLine(readTextFile(path), path),
    command: (argv) => contexts.keyFromCommand(argv),
  };
}

async function trustOf(
  { trust: { value: trust }, serverName, clientCertificate: { value: files } }: ResolvedServer,
  { readTextFile }: ServerReaders,
): Promise<HeadscaleServer['trust']> {
  const client =
    files && (await import('../config/client-certificate.ts')).readClientCertificate(files, readTextFile);
  return { ...trustedBy(trust, readTextFile), serverName: serverName.value, client };
}

function trustedBy(trust: Trust, readTextFile: (path: string) => string): HeadscaleServer['trust'] {
  switch (trust.kind) {
    case 'system':
      return {};
    case 'ca-file':
      return { ca: readTextFile(trust.file) };
    case 'pinned':
      return { ca: trust.certificate.pem, pin: trust.certificate.sha256 };
    case 'insecure':
      return { insecure: true };
  }
}

/** A wrong guess can do harm on the server, so it is said each time. */
function readAssumedRelease(
  typed: string | undefined,
  notice: (text: string) => void,
): ReleaseRange | undefined {
  if (typed === undefined) return undefined;
  const release = releaseOfVersion(typed);
  if (release === undefined) {
    throw new HsError('invalid_value', `--assume-release cannot be "${typed}"`, {
      hint: `It is one of ${RELEASES.join(', ')}.`,
    });
  }
  notice(
    `Warning: the server is taken for Headscale ${release} where it does not tell; if it is another, it may misread changes`,
  );
  return { oldest: release, newest: release };
}

function readTimeout({ value: typed, origin }: Setting<string | undefined>): number {
  if (typed === undefined) return DEFAULT_TIMEOUT_MS;
  try {
    return parseLifetime(typed);
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    throw new HsError('invalid_value', `${originText(origin)}: ${error.message}`, { hint: error.hint });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** @throws HsError `usage` for a text that is not one word */
export function onlyLine(content: string, path: string): string {
  const line = content.trim();
  if (line !== '' && !/\s/.test(line)) return line;
  throw new HsError('usage', `${path} does not hold an API key: it is empty or has more than one word`);
}

/** A header cannot carry these; grpc-js would throw an error that shows the key. */
export function refuseOddKey(key: string | undefined): void {
  if (key === undefined || /^[\x21-\x7e]+$/.test(key)) return;
  throw new HsError('credentials', 'The API key has spaces or characters that no API key has', {
    hint: 'Copy it again: it is one word, such as hskey-api-….',
  });
}
