import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { type Context, TRANSPORTS } from '../config/context.ts';
import { invalidValue } from '../domain/invalid-value.ts';
import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import { parseFormat } from '../output/format.ts';
import { parseLoginServer } from './device-login-server.ts';

/** One setting of a context that a person can change by its name. */
interface ContextSetting {
  /** The context with this value. Throws `invalid_value` or `usage` for a value that cannot be meant. */
  with(context: Context, value: string, readFile: (path: string) => string): Context;
  /** The context with the usual value. */
  without(context: Context): Context;
}

/** What can be changed, by name. Who the server is, and its key, is for login to change. */
const SETTINGS: Readonly<Record<string, ContextSetting>> = {
  defaultUser: {
    with: (context, value) => ({ ...context, defaultUser: someWords(value, 'defaultUser') }),
    without: (context) => ({ ...context, defaultUser: undefined }),
  },
  loginServer: {
    with: (context, value) => ({ ...context, loginServer: parseLoginServer(value) }),
    without: (context) => ({ ...context, loginServer: undefined }),
  },
  readOnly: {
    with: (context, value) => ({
      ...context,
      readOnly: choice(value, ['true', 'false'], 'readOnly') === 'true',
    }),
    without: (context) => ({ ...context, readOnly: false }),
  },
  confirm: {
    with: (context, value) => ({ ...context, confirm: choice(value, ['severe'] as const, 'confirm') }),
    without: (context) => ({ ...context, confirm: undefined }),
  },
  format: {
    with: (context, value) => ({ ...context, format: parseFormat(value) }),
    without: (context) => ({ ...context, format: undefined }),
  },
  transport: {
    with: (context, value) => ({ ...context, transport: choice(value, TRANSPORTS, 'transport') }),
    without: (context) => ({ ...context, transport: 'auto' }),
  },
  serverName: {
    with: (context, value) => ({ ...context, serverName: hostName(value) }),
    without: (context) => ({ ...context, serverName: undefined }),
  },
  caFile: {
    with(context, value, readFile) {
      const file = path.resolve(value);
      refuseNoCertificate(readFile(file), file);
      return { ...context, trust: { kind: 'ca-file', file } };
    },
    without: (context) => withoutTrust(context, 'ca-file'),
  },
  pinnedCertificate: {
    with() {
      throw new HsError('usage', 'A certificate is trusted by a login, which shows it', {
        hint: 'Log in again: hs login --context NAME, with --trust-fingerprint where nobody can be asked.',
      });
    },
    without: (context) => withoutTrust(context, 'pinned'),
  },
};

/** The names of all settings that can be changed. */
export const CONTEXT_SETTINGS: readonly string[] = Object.keys(SETTINGS);

/**
 * The context with one setting changed; `value` undefined for the usual one.
 * @throws HsError `usage` for what is no setting or belongs to login, `invalid_value` for a value that it cannot have
 */
export function changedSetting(
  context: Context,
  name: string,
  value: string | undefined,
  readFile: (path: string) => string,
): Context {
  const setting = SETTINGS[name];
  if (!setting) throw new HsError('usage', `${quoted(name)} is no setting of a context`);
  return value === undefined ? setting.without(context) : setting.with(context, value, readFile);
}

function withoutTrust(context: Context, kind: Context['trust']['kind']): Context {
  return context.trust.kind === kind ? { ...context, trust: { kind: 'system' } } : context;
}

function someWords(value: string, name: string): string {
  if (value.trim() !== '') return value.trim();
  throw invalidValue(`${name} cannot be empty`, `To go without one: hs contexts unset NAME ${name}`);
}

function choice<T extends string>(value: string, words: readonly T[], name: string): T {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw invalidValue(`${name} cannot be ${quoted(value)}`, `It is ${words.join(' or ')}.`);
}

function hostName(value: string): string {
  if (/^[A-Za-z0-9_.:-]+$/.test(value)) return value;
  throw invalidValue(`${quoted(value)} is no name of a certificate`, 'Write it as in headscale.example.com.');
}

function refuseNoCertificate(pem: string, file: string): void {
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw new HsError('invalid_value', `${file} does not begin with a certificate in PEM form`, {
      hint: 'It holds the certificate of the authority, between BEGIN CERTIFICATE and END CERTIFICATE.',
      cause,
    });
  }
}
