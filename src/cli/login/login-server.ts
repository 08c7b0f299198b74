import path from 'node:path';
import type { Config } from '../../config/config.ts';
import { type ClientCertificate, type Context, parseContextName, type Trust } from '../../config/context.ts';
import { given } from '../../config/env.ts';
import { type PinnedCertificate, parseFingerprint } from '../../config/pinned-certificate.ts';
import { HsError } from '../../errors.ts';
import { type NamedAddress, parseAddress } from '../../headscale/named-address.ts';
import { readServer, type ServerReaders, type ServerTarget } from '../server-target.ts';
import { trustOfMachine } from './doubt.ts';
import type { ReachWish } from './reach.ts';

/** What `hs login` is told of the server. */
export interface LoginWish {
  /** The address as typed. */
  readonly url: string | undefined;
  readonly flags: Readonly<Record<string, unknown>> & {
    readonly context?: string | undefined;
    readonly plaintext: boolean;
    readonly insecure: boolean;
    readonly 'ca-file'?: string | undefined;
    readonly 'trust-fingerprint'?: string | undefined;
  };
}

/** The server to log in to, and how it is looked for. */
export interface LoginServer {
  readonly target: ServerTarget;
  readonly wish: ReachWish;
}

/** How long each of several addresses is tried where nobody says otherwise, in milliseconds. */
const PATIENCE_MS = 6000;

/**
 * The server to log in to, without a key: the address that was typed, else that of the context that was named, else
 * `HS_ADDRESS`. A context that is there already says how its own server is reached, where no flag does; only how it is
 * spoken to is found out again.
 * @throws HsError `usage`; `invalid_value` for what cannot name a context or be a fingerprint
 */
export async function loginServer(
  { url, flags }: LoginWish,
  config: Config,
  readers: ServerReaders,
  notice: (text: string) => void,
): Promise<LoginServer> {
  const typed = url ?? (flags.context === undefined ? given(readers.env['HS_ADDRESS']) : undefined);
  const known = knownContext(config, flags, typed);
  const address = known === undefined ? (typed ?? given(readers.env['HS_ADDRESS'])) : undefined;
  if (known === undefined && address === undefined) {
    throw new HsError('usage', 'The server to log in to is missing', {
      hint: 'For example: hs login headscale.example.com',
    });
  }
  const fingerprint = namedFingerprint(flags);
  const chosen = { ...flags, address, context: known?.name };
  const target = await readServer(chosen, readers, notice, { leaveKey: true });
  const { trust, transport, timeout } = target.settings;
  if (fingerprint !== undefined) refuseWithoutTls(target.address);
  const anyAuthority = trust.value.kind === 'system' || trust.value.kind === 'pinned';
  const foundOut = transport.origin.kind === 'context' && transport.value === 'http';
  const server = {
    ...target,
    trust: fingerprint !== undefined || anyAuthority ? trustOfMachine(target.trust) : target.trust,
    transport: foundOut ? ('auto' as const) : target.transport,
  };
  return {
    target,
    wish: {
      server,
      fingerprint,
      pinAt: anyAuthority ? (at) => pinOf([known, ...contextsOf(config)], at) : undefined,
      patienceMs: timeout.value === undefined ? PATIENCE_MS : undefined,
    },
  };
}

/** Who vouches for the server from now on. Never nobody: that is said each time anew. */
export function trustToKeep(trust: Trust): Trust {
  if (trust.kind === 'insecure') return { kind: 'system' };
  return trust.kind === 'ca-file' ? { kind: 'ca-file', file: path.resolve(trust.file) } : trust;
}

/** A client certificate by paths that count from everywhere. */
export function filesToKeep(certificate: ClientCertificate | undefined): ClientCertificate | undefined {
  return (
    certificate && {
      certFile: path.resolve(certificate.certFile),
      keyFile: path.resolve(certificate.keyFile),
    }
  );
}

/** The context that was named, if it is of this server; without a name the one that is of it. */
function knownContext(
  config: Config,
  { context, plaintext }: LoginWish['flags'],
  url: string | undefined,
): Context | undefined {
  const at = url === undefined ? undefined : parseAddress(url, { plaintext }).text;
  if (context === undefined) return contextsOf(config).find(({ address }) => address === at);
  const named = config.contexts.get(parseContextName(context));
  return at === undefined || named?.address === at ? named : undefined;
}

/** All contexts, the current one first. */
function contextsOf({ contexts, currentContext }: Config): Context[] {
  const all = [...contexts.values()];
  const isCurrent = ({ name }: Context) => name === currentContext;
  return [...all.filter(isCurrent), ...all.filter((context) => !isCurrent(context))];
}

function pinOf(
  contexts: readonly (Context | undefined)[],
  { text }: NamedAddress,
): PinnedCertificate | undefined {
  for (const context of contexts) {
    if (context?.address === text && context.trust.kind === 'pinned') return context.trust.certificate;
  }
  return undefined;
}

function namedFingerprint(flags: LoginWish['flags']): string | undefined {
  const typed = flags['trust-fingerprint'];
  if (typed === undefined) return undefined;
  const other = flags.insecure ? '--insecure' : flags['ca-file'] === undefined ? undefined : '--ca-file';
  if (other === undefined) return parseFingerprint(typed);
  throw new HsError('usage', `--trust-fingerprint and ${other} contradict each other`, {
    hint: 'Leave out one of them.',
  });
}

function refuseWithoutTls(address: NamedAddress): void {
  if ((address.kind === 'ssh' ? address.target : address).tls) return;
  throw new HsError(
    'usage',
    `There is no certificate at ${address.text}, so --trust-fingerprint names none`,
    {
      hint: 'Leave it out, or write the address with https://.',
    },
  );
}
