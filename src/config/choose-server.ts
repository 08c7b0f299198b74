import { HsError } from '../errors.ts';
import { type Config, findContext } from './config.ts';
import type { Context } from './context.ts';
import { type Env, given } from './env.ts';
import type { HeadscaleConfig } from './headscale-config.ts';
import type { Setting } from './setting.ts';

/** A Headscale config file, and how it came to be named. */
interface NamedHeadscaleConfig {
  readonly by: 'flag' | 'env';
  readonly config: HeadscaleConfig;
}

/** What a server can be chosen from. */
export interface ServerSources {
  readonly flags: {
    readonly address?: string | undefined;
    readonly context?: string | undefined;
    /** The path of a Headscale config file. */
    readonly headscaleConfig?: string | undefined;
  };
  readonly env: Env;
  readonly config: Config;
  readonly headscaleConfig?: NamedHeadscaleConfig | undefined;
  /** The socket that is meant where nothing is named; without it that is an error. */
  readonly usualSocket?: string | undefined;
}

/** The server that is meant. All else about it comes from the same source. */
export type ChosenServer =
  | { readonly kind: 'address'; readonly address: Setting<string> }
  | { readonly kind: 'context'; readonly address: Setting<string>; readonly context: Context }
  /** The variables of the official client. */
  | { readonly kind: 'official'; readonly address: Setting<string> }
  /** Its variable for the socket, where nobody asks for a key. */
  | { readonly kind: 'official-socket'; readonly address: Setting<string> }
  | {
      readonly kind: 'headscale-config';
      readonly address: Setting<string>;
      readonly config: HeadscaleConfig;
    };

/**
 * Which server is meant: `--address`, `--context`, a Headscale config named by a flag, `HS_ADDRESS`, `HS_CONTEXT`, the
 * current context, and at the end what the official client goes by, in its order: `HEADSCALE_CLI_ADDRESS`, `cli.address`
 * of the config that `HEADSCALE_CONFIG` names, `HEADSCALE_UNIX_SOCKET`, `unix_socket` of that config. The first that is
 * there counts.
 * @throws HsError `usage` where none is there, `not_found` for a context that does not exist
 */
export function chosenServer({
  flags,
  env,
  config,
  headscaleConfig,
  usualSocket,
}: ServerSources): ChosenServer {
  if (flags.address !== undefined) {
    return {
      kind: 'address',
      address: { value: flags.address, origin: { kind: 'flag', name: '--address' } },
    };
  }
  if (flags.context !== undefined) return ofContext(findContext(config, flags.context));
  if (headscaleConfig?.by === 'flag') return ofHeadscaleConfig(headscaleConfig.config);

  const fromEnv = (name: string): Setting<string> | undefined => {
    const value = given(env[name]);
    return value === undefined ? undefined : { value, origin: { kind: 'env', name } };
  };
  const own = fromEnv('HS_ADDRESS');
  if (own) return { kind: 'address', address: own };
  const named = given(env['HS_CONTEXT']);
  if (named !== undefined) return ofContext(findContext(config, named, 'HS_CONTEXT'));
  if (config.currentContext !== undefined) {
    return ofContext(findContext(config, config.currentContext, 'currentContext'));
  }
  const official = fromEnv('HEADSCALE_CLI_ADDRESS');
  if (official) return { kind: 'official', address: { ...official, value: withHost(official.value) } };
  const socket = fromEnv('HEADSCALE_UNIX_SOCKET');
  if (socket && headscaleConfig?.config.address === undefined) {
    return { kind: 'official-socket', address: { ...socket, value: asSocket(socket.value) } };
  }
  if (headscaleConfig) return ofHeadscaleConfig(headscaleConfig.config);
  if (usualSocket !== undefined) {
    return {
      kind: 'official-socket',
      address: { value: asSocket(usualSocket), origin: { kind: 'default' } },
    };
  }
  throw new HsError('usage', 'No server is named', {
    hint: 'Set HS_ADDRESS (or --address) and HS_API_KEY, or log in once: hs login URL.',
  });
}

/** Whether the file of contexts has to be read to know which server is meant. */
export function needsConfig({ flags, env }: Pick<ServerSources, 'flags' | 'env'>): boolean {
  if (flags.address !== undefined) return false;
  if (flags.context !== undefined) return true;
  return flags.headscaleConfig === undefined && given(env['HS_ADDRESS']) === undefined;
}

/** The Headscale config file that has to be read to know which server is meant, if any. */
export function wantedHeadscaleConfig({
  flags,
  env,
  config,
}: Pick<ServerSources, 'flags' | 'env' | 'config'>):
  | { readonly by: NamedHeadscaleConfig['by']; readonly file: string }
  | undefined {
  if (flags.address !== undefined || flags.context !== undefined) return undefined;
  if (flags.headscaleConfig !== undefined) return { by: 'flag', file: flags.headscaleConfig };
  const before = ['HS_ADDRESS', 'HS_CONTEXT', 'HEADSCALE_CLI_ADDRESS'].some(
    (name) => given(env[name]) !== undefined,
  );
  const file = given(env['HEADSCALE_CONFIG']);
  return before || config.currentContext !== undefined || file === undefined
    ? undefined
    : { by: 'env', file };
}

/** A path is that of a socket, whatever it looks like. */
function asSocket(value: string): string {
  return /^unix:/i.test(value) ? value : `unix:${value}`;
}

/** The official client takes `:50443` for this machine. */
function withHost(address: string): string {
  return /^:\d+$/.test(address) ? `localhost${address}` : address;
}

function ofContext(context: Context): ChosenServer {
  return {
    kind: 'context',
    address: { value: context.address, origin: { kind: 'context', name: context.name } },
    context,
  };
}

function ofHeadscaleConfig(config: HeadscaleConfig): ChosenServer {
  const address = config.address === undefined ? config.unixSocket : withHost(config.address);
  if (address === undefined) {
    throw new HsError('usage', `${config.file} names no server: neither cli.address nor unix_socket is set`, {
      hint: 'Write the cli: section into it, or name the server with --address.',
    });
  }
  return {
    kind: 'headscale-config',
    address: { value: address, origin: { kind: 'headscale-config', file: config.file } },
    config,
  };
}
