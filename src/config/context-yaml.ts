import { didYouMean, nearest } from '../domain/suggest.ts';
import {
  type ClientCertificate,
  type Context,
  type KeyPlace,
  parseContextName,
  TRANSPORTS,
  type Trust,
} from './context.ts';
import { looksLikePem, normalFingerprint, type PinnedCertificate } from './pinned-certificate.ts';
import type { YamlValue } from './yaml-value.ts';

/** A setting as it stands in the file; undefined where it is left out. */
export type Written = string | boolean | readonly string[] | { readonly [key: string]: Written } | undefined;

type Fields = ReadonlyMap<string, YamlValue>;

/** Every setting of a context, in the order in which they are written. */
const SETTINGS = [
  'address',
  'transport',
  'caFile',
  'pinnedCertificate',
  'insecure',
  'serverName',
  'clientCert',
  'clientKey',
  'loginServer',
  'defaultUser',
  'output',
  'readOnly',
  'confirm',
  'apiKeyStore',
  'apiKeyCommand',
] as const;

/** The settings of a context as they stand in the file: what is usual is left out. */
export function writtenContext(context: Context): Readonly<Record<(typeof SETTINGS)[number], Written>> {
  const { trust, key, clientCertificate } = context;
  return {
    address: context.address,
    transport: context.transport === 'auto' ? undefined : context.transport,
    caFile: trust.kind === 'ca-file' ? trust.file : undefined,
    pinnedCertificate:
      trust.kind === 'pinned' ? { sha256: trust.certificate.sha256, pem: trust.certificate.pem } : undefined,
    insecure: trust.kind === 'insecure' ? true : undefined,
    serverName: context.serverName,
    clientCert: clientCertificate?.certFile,
    clientKey: clientCertificate?.keyFile,
    loginServer: context.loginServer,
    defaultUser: context.defaultUser,
    output: { format: context.format },
    readOnly: context.readOnly ? true : undefined,
    confirm: context.confirm,
    apiKeyStore: key.kind === 'keyring' || key.kind === 'file' ? key.kind : undefined,
    apiKeyCommand: key.kind === 'command' ? key.argv : undefined,
  };
}

/**
 * Reads one context.
 * @param notice told of keys that look like a setting and are none
 * @throws HsError `invalid_value` with the place of what is wrong
 */
export function readContext(name: string, value: YamlValue, notice: (text: string) => void): Context {
  const fields = value.fields();
  refuseMisplaced(fields);
  noticeUnknown(fields, SETTINGS, notice);
  const address = fields.get('address');
  if (address === undefined) throw value.refuse('has no address');
  return {
    name: parseContextName(name),
    address: address.text(),
    transport: optional(fields, 'transport')?.choice(TRANSPORTS) ?? 'auto',
    trust: readTrust(fields),
    serverName: optional(fields, 'serverName')?.text(),
    clientCertificate: readClientCertificate(fields),
    loginServer: optional(fields, 'loginServer')?.text(),
    defaultUser: optional(fields, 'defaultUser')?.text(),
    format: readFormat(optional(fields, 'output'), notice),
    readOnly: optional(fields, 'readOnly')?.flag() ?? false,
    confirm: optional(fields, 'confirm')?.choice(['severe']),
    key: readKeyPlace(fields),
  };
}

/** Says which keys are one slip away from a setting: `readonly: true` would protect nothing. Others are kept. */
export function noticeUnknown(
  fields: Fields,
  known: readonly string[],
  notice: (text: string) => void,
): void {
  for (const [key, value] of fields) {
    if (known.includes(key)) continue;
    const meant = didYouMean(nearest(key, known, 1));
    if (meant !== undefined) notice(`${value.where} is not a setting and does nothing. ${meant}`);
  }
}

function optional(fields: Fields, key: string): YamlValue | undefined {
  const value = fields.get(key);
  return value?.isNothing === true ? undefined : value;
}

/** What people may expect to work here and must not. */
function refuseMisplaced(fields: Fields): void {
  const key = fields.get('apiKey') ?? fields.get('api_key');
  if (key !== undefined) {
    throw key.refuse(
      'cannot be here: this file holds no keys',
      'Take it out and run hs login, or set apiKeyCommand to the program that prints it.',
    );
  }
  const plaintext = fields.get('plaintext');
  if (plaintext !== undefined) {
    throw plaintext.refuse(
      'cannot be set for good: it would send the key readable each time',
      'Take it out, write http:// in the address, and give --plaintext where you mean it.',
    );
  }
}

function readTrust(fields: Fields): Trust {
  const caFile = optional(fields, 'caFile');
  const pinned = optional(fields, 'pinnedCertificate');
  const insecure = optional(fields, 'insecure');
  const given: { readonly value: YamlValue; readonly trust: Trust }[] = [];
  if (caFile) given.push({ value: caFile, trust: { kind: 'ca-file', file: caFile.text() } });
  if (pinned) given.push({ value: pinned, trust: { kind: 'pinned', certificate: readPin(pinned) } });
  if (insecure?.flag()) given.push({ value: insecure, trust: { kind: 'insecure' } });
  if (given[1])
    throw given[1].value.refuse('contradicts another: caFile, pinnedCertificate or insecure, one of them');
  return given[0]?.trust ?? { kind: 'system' };
}

function readPin(value: YamlValue): PinnedCertificate {
  const fields = value.fields();
  const pem = optional(fields, 'pem');
  const fingerprint = optional(fields, 'sha256');
  if (pem === undefined || fingerprint === undefined) throw value.refuse('needs both, pem and sha256');
  const sha256 = normalFingerprint(fingerprint.text());
  if (sha256 === undefined) throw fingerprint.refuse('must be a SHA-256 fingerprint: 64 hex digits');
  if (!looksLikePem(pem.text())) throw pem.refuse('must be one certificate in PEM form');
  return { pem: pem.text(), sha256 };
}

function readClientCertificate(fields: Fields): ClientCertificate | undefined {
  const cert = optional(fields, 'clientCert');
  const key = optional(fields, 'clientKey');
  if (cert && key) return { certFile: cert.text(), keyFile: key.text() };
  const lonely = cert ?? key;
  if (lonely) throw lonely.refuse(`needs ${cert ? 'clientKey' : 'clientCert'} beside it`);
  return undefined;
}

function readFormat(output: YamlValue | undefined, notice: (text: string) => void): string | undefined {
  if (output === undefined) return undefined;
  const fields = output.fields();
  noticeUnknown(fields, ['format'], notice);
  return optional(fields, 'format')?.text();
}

function readKeyPlace(fields: Fields): KeyPlace {
  const store = optional(fields, 'apiKeyStore');
  const command = optional(fields, 'apiKeyCommand');
  if (store && command) throw command.refuse('contradicts apiKeyStore: one of them');
  if (store) return { kind: store.choice(['keyring', 'file']) };
  if (!command) return { kind: 'none' };
  const [program, ...args] = command.texts();
  if (program === undefined || program.trim() === '') {
    throw command.refuse('must name a program and its arguments, as a list');
  }
  return { kind: 'command', argv: [program, ...args] };
}
