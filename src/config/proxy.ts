import { HsError } from '../errors.ts';
import { type Env, given } from './env.ts';
import { isExempt, type Place } from './no-proxy.ts';

/** A proxy that a variable names. */
export interface NamedProxy {
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken to the proxy itself. */
  readonly tls: boolean;
  /** `http://proxy.example:3128`: as it may be shown, without user name and password. */
  readonly text: string;
  /** The variable that names it. */
  readonly variable: string;
  /** `Basic …`: who asks, as the proxy is told. A secret. */
  readonly authorization: string | undefined;
}

/** Where connections are made to, and whether TLS is spoken there. */
export interface ProxiedPlace extends Place {
  readonly tls: boolean;
}

/** Never reached through a proxy, whatever is set: the API key of plaintext calls would leave this machine. */
const THIS_MACHINE = 'localhost,127.0.0.0/8,::1';

const FOR_TLS = ['HTTPS_PROXY', 'https_proxy'];
const FOR_PLAINTEXT = ['HTTP_PROXY', 'http_proxy'];
const FOR_ALL = ['ALL_PROXY', 'all_proxy'];

/**
 * The proxy through which the environment wants a server to be reached: `HTTPS_PROXY`, for plaintext `HTTP_PROXY`, else
 * `ALL_PROXY`, in capitals before small letters as Go reads them, unless `NO_PROXY` or nature exempts the server.
 * @throws HsError `usage` for one that hs cannot use; the value is not repeated, for it can hold a password
 */
export function chosenProxy(place: ProxiedPlace, env: Env): NamedProxy | undefined {
  const variable = [...(place.tls ? FOR_TLS : FOR_PLAINTEXT), ...FOR_ALL].find(
    (name) => given(env[name]) !== undefined,
  );
  const value = given(env[variable ?? '']);
  if (variable === undefined || value === undefined) return undefined;
  const exempt = given(env['NO_PROXY']) ?? given(env['no_proxy']) ?? '';
  if (isExempt(place, THIS_MACHINE) || isExempt(place, exempt)) return undefined;
  return readProxy(value, variable, place);
}

/** What of the environment's proxies must never be shown: passwords, in every form they are sent in. */
export function proxySecrets(env: Env): string[] {
  return [...FOR_TLS, ...FOR_PLAINTEXT, ...FOR_ALL].flatMap((name) => {
    const login = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(.*)@/i.exec(given(env[name]) ?? '')?.[1];
    if (login === undefined) return [];
    const [user = '', ...rest] = login.split(':');
    const password = rest.join(':');
    // A user name without a password is a token.
    const secret = password === '' ? user : password;
    return [secret, decoded(secret) ?? '', basic(decoded(user) ?? user, decoded(password) ?? password)];
  });
}

function readProxy(value: string, variable: string, place: Place): NamedProxy {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
  if (scheme?.startsWith('socks')) {
    throw refuse(`${variable} names a SOCKS proxy, which hs does not speak`, variable, place);
  }
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw refuse(`${variable} names a proxy of a kind that hs does not know`, variable, place);
  }
  const text = scheme === undefined ? `http://${value}` : value;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const user = decoded(url?.username ?? '');
  const password = decoded(url?.password ?? '');
  // A # or / in a password ends the host too early: the rest would be taken for what it is not.
  const isWhole = url !== undefined && url.search === '' && url.hash === '' && !url.pathname.includes('@');
  if (!isWhole || url.hostname === '' || user === undefined || password === undefined) {
    throw new HsError('usage', `${variable} is not the URL of a proxy`, {
      hint: 'Write it as http://proxy.example:3128; in a user name or password @ is %40, # is %23 and / is %2F.',
    });
  }
  const tls = url.protocol === 'https:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (tls ? 443 : 80) : Number(url.port),
    tls,
    text: `${url.protocol}//${url.host}`,
    variable,
    authorization: user === '' && password === '' ? undefined : `Basic ${basic(user, password)}`,
  };
}

function refuse(message: string, variable: string, { host }: Place): HsError {
  return new HsError('usage', message, {
    hint: `Set ${variable} to an HTTP proxy, such as http://proxy.example:3128; NO_PROXY=${host} goes without one.`,
  });
}

function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
