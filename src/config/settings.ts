import path from 'node:path';
import { HsError } from '../errors.ts';
import { type ApiKeySource, apiKeySource } from './api-key-source.ts';
import { type ChosenServer, chosenServer, type ServerSources } from './choose-server.ts';
import type { ClientCertificate, Context, Transport, Trust } from './context.ts';
import { type Env, given, isTrue } from './env.ts';
import { firstOf, type Origin, type Setting } from './setting.ts';

/** What the command line says about the server and its settings; texts as typed. */
export interface SettingFlags {
  readonly address?: string | undefined;
  readonly context?: string | undefined;
  readonly headscaleConfig?: string | undefined;
  readonly apiKeyFile?: string | undefined;
  readonly transport?: Transport | undefined;
  readonly caFile?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly plaintext?: boolean | undefined;
  readonly serverName?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly timeout?: string | undefined;
  readonly output?: string | undefined;
}

export interface SettingSources extends ServerSources {
  readonly flags: SettingFlags;
  /** The folder of the config file, from which its relative paths count. */
  readonly configFolder?: string | undefined;
}

/** The server a command talks to and how it goes about it; every setting with its origin. */
export interface ResolvedServer {
  /** The context it is, if it is one. */
  readonly context: Context | undefined;
  /** Not parsed yet. */
  readonly address: Setting<string>;
  readonly apiKey: Setting<ApiKeySource>;
  readonly transport: Setting<Transport>;
  /** The file of a `ca-file` is to be read as it stands: relative ones of a config are resolved. */
  readonly trust: Setting<Trust>;
  readonly serverName: Setting<string | undefined>;
  readonly clientCertificate: Setting<ClientCertificate | undefined>;
  /** Only ever from the command line: each time anew. */
  readonly plaintext: Setting<boolean>;
  /** Not parsed yet. */
  readonly timeout: Setting<string | undefined>;
  readonly loginServer: Setting<string | undefined>;
  readonly defaultUser: Setting<string | undefined>;
  /** Not parsed yet. */
  readonly format: Setting<string | undefined>;
  readonly readOnly: Setting<boolean>;
  readonly confirm: Setting<'severe' | undefined>;
}

/**
 * The server that is meant and its settings. It is chosen whole: its address, key, trust and transport come from one
 * source, and only flags, which are typed now, stand above it. A variable goes with the source that it is part of:
 * those of the official client with its address alone, `HS_CA_FILE` with an address that was named, `HS_TIMEOUT` with
 * that and with contexts.
 * @throws HsError `usage` where no server is named, `not_found` for a context that does not exist
 */
export function resolveServer(sources: SettingSources): ResolvedServer {
  const { flags, env, configFolder } = sources;
  const chosen = chosenServer(sources);
  const context = chosen.kind === 'context' ? absolutePaths(chosen.context, configFolder) : undefined;
  const fromContext = <K extends keyof Context>(key: K) =>
    context === undefined ? undefined : ([context[key], { kind: 'context', name: context.name }] as const);
  const flag = <T>(value: T, name: string): Source<T> => [value, { kind: 'flag', name }];
  const variable = (name: string): Source<string | undefined> => [given(env[name]), { kind: 'env', name }];

  return {
    context,
    address: chosen.address,
    apiKey: apiKeySource(chosen, flags.apiKeyFile, env),
    transport: firstOf(
      'auto',
      flag(flags.transport, '--transport'),
      unlessUsual(fromContext('transport'), 'auto'),
    ),
    trust: trustOf(chosen, flags, env, context),
    serverName: firstOf(undefined, flag(flags.serverName, '--server-name'), fromContext('serverName')),
    clientCertificate: firstOf(
      undefined,
      flag(clientCertificateOf(flags), '--client-cert'),
      fromContext('clientCertificate'),
    ),
    plaintext: firstOf(false, flag(flags.plaintext === true ? true : undefined, '--plaintext')),
    timeout: firstOf(undefined, flag(flags.timeout, '--timeout'), ...timeoutsOf(chosen, variable)),
    loginServer: firstOf(undefined, fromContext('loginServer')),
    defaultUser: firstOf(undefined, fromContext('defaultUser')),
    format: firstOf(undefined, flag(flags.output, '--output'), variable('HS_OUTPUT'), fromContext('format')),
    readOnly: firstOf(false, unlessUsual(fromContext('readOnly'), false)),
    confirm: firstOf(undefined, fromContext('confirm')),
  };
}

type Source<T> = readonly [value: T, origin: Origin];

function timeoutsOf(
  chosen: ChosenServer,
  variable: (name: string) => Source<string | undefined>,
): readonly Source<string | undefined>[] {
  switch (chosen.kind) {
    case 'address':
    case 'context':
      return [variable('HS_TIMEOUT')];
    case 'official':
    case 'official-socket':
      return [variable('HEADSCALE_CLI_TIMEOUT')];
    case 'headscale-config':
      return [[chosen.config.timeout, chosen.address.origin]];
  }
}

/** What a context leaves at its usual value comes from nowhere but the default. */
function unlessUsual<T>(source: Source<T> | undefined, usual: T): Source<T> | undefined {
  return source?.[0] === usual ? undefined : source;
}

function trustOf(
  chosen: ChosenServer,
  flags: SettingFlags,
  env: Env,
  context: Context | undefined,
): Setting<Trust> {
  const caFile = (file: string | undefined): Trust | undefined =>
    file === undefined ? undefined : { kind: 'ca-file', file };
  const insecure = (yes: boolean): Trust | undefined => (yes ? { kind: 'insecure' } : undefined);
  const official: Origin = { kind: 'env', name: 'HEADSCALE_CLI_INSECURE' };
  const ofChosen = (): readonly [Trust | undefined, Origin] => {
    switch (chosen.kind) {
      case 'address':
        return [caFile(given(env['HS_CA_FILE'])), { kind: 'env', name: 'HS_CA_FILE' }];
      case 'context':
        return [context?.trust.kind === 'system' ? undefined : context?.trust, chosen.address.origin];
      case 'official':
        return [insecure(isTrue(env['HEADSCALE_CLI_INSECURE'])), official];
      case 'official-socket':
        return [undefined, official];
      case 'headscale-config':
        return [insecure(chosen.config.insecure), chosen.address.origin];
    }
  };
  return firstOf<Trust>(
    { kind: 'system' },
    [insecure(flags.insecure === true), { kind: 'flag', name: '--insecure' }],
    [caFile(flags.caFile), { kind: 'flag', name: '--ca-file' }],
    ofChosen(),
  );
}

function clientCertificateOf({ clientCert, clientKey }: SettingFlags): ClientCertificate | undefined {
  if (clientCert === undefined && clientKey === undefined) return undefined;
  if (clientCert === undefined || clientKey === undefined) {
    const [there, missing] =
      clientKey === undefined ? ['--client-cert', '--client-key'] : ['--client-key', '--client-cert'];
    throw new HsError('usage', `${there} needs ${missing} beside it`);
  }
  return { certFile: clientCert, keyFile: clientKey };
}

function absolutePaths(context: Context, folder: string | undefined): Context {
  if (folder === undefined) return context;
  const { trust, clientCertificate } = context;
  return {
    ...context,
    trust: trust.kind === 'ca-file' ? { ...trust, file: path.resolve(folder, trust.file) } : trust,
    clientCertificate: clientCertificate && {
      certFile: path.resolve(folder, clientCertificate.certFile),
      keyFile: path.resolve(folder, clientCertificate.keyFile),
    },
  };
}
