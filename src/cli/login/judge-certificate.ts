import { isIP } from 'node:net';
import type { Trust } from '../../config/context.ts';
import { pinCertificate } from '../../config/pinned-certificate.ts';
import { quoted } from '../../domain/quoted.ts';
import { HsError } from '../../errors.ts';
import { typedAddress } from '../../headscale/named-address.ts';
import type { Prompter } from '../../terminal/prompter.ts';
import type { Doubt } from './doubt.ts';

/** Whom a judgement is asked of. */
export interface Judge {
  readonly prompter: Prompter | undefined;
  /** Shows lines before a question. */
  readonly show: (lines: readonly string[]) => void;
}

/**
 * Shows a certificate and asks whether it is to be trusted from now on; answers who vouches for the server then.
 * @throws HsError `nobody_to_ask` with the fingerprint and what to type, `aborted` where the answer is no
 */
export async function judgedTrust(doubt: Doubt, { prompter, show }: Judge): Promise<Trust> {
  if (!prompter) throw nobodyToJudge(doubt);
  show([sentence(doubt), ...portrait(doubt), ...advice(doubt)]);
  const question =
    doubt.kind === 'vouched'
      ? 'Go by the authorities of this machine from now on?'
      : 'Trust exactly this certificate from now on?';
  if (!(await prompter.confirm(question))) {
    throw new HsError('aborted', 'The certificate is not trusted: no key was sent, nothing was saved');
  }
  return doubt.kind === 'vouched'
    ? { kind: 'system' }
    : { kind: 'pinned', certificate: pinCertificate(doubt.shown.certificate.toString()) };
}

const WHY: Readonly<Record<Doubt['kind'], string>> = {
  self_signed: 'is self-signed: nobody vouches for it',
  unknown_issuer: 'is signed by an authority that this machine does not know',
  vouched: 'is another one now, signed by an authority that this machine knows',
};

function sentence({ address, kind, before }: Doubt): string {
  const changed = before !== undefined && kind !== 'vouched' ? 'is another one than before, and ' : '';
  return `The certificate of ${address.text} ${changed}${WHY[kind]}`;
}

function portrait({ host, shown, before }: Doubt): string[] {
  const { certificate, names } = shown;
  const fits = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const listed = names.length === 0 ? 'none' : names.slice(0, 6).join(', ');
  return [
    `  subject   ${oneLine(certificate.subject)}`,
    `  issuer    ${oneLine(certificate.issuer)}`,
    `  names     ${listed}${fits === undefined ? ` (not ${host})` : ''}`,
    `  valid     ${day(certificate.validFromDate)} to ${day(certificate.validToDate)}`,
    ...(before === undefined ? [] : [`  before    SHA-256 ${before.sha256}`]),
    `  ${before === undefined ? 'SHA-256  ' : 'now       SHA-256'} ${certificate.fingerprint256}`,
  ];
}

function advice({ before }: Doubt): string[] {
  return [
    'Compare it on the server: openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE',
    ...(before === undefined ? [] : ['If nobody renewed it, somebody may be in between']),
  ];
}

function nobodyToJudge(doubt: Doubt): HsError {
  const { address, kind, shown, before } = doubt;
  const { fingerprint256 } = shown.certificate;
  const compared = `Compare it on the server, then: hs login ${typedAddress(address)} --trust-fingerprint ${fingerprint256}`;
  return new HsError('nobody_to_ask', `${sentence(doubt)}, and there is nobody to ask`, {
    details: [
      ...(before === undefined ? [] : [`before: SHA-256 ${before.sha256}`]),
      `${before === undefined ? '' : 'now:    '}SHA-256 ${fingerprint256}`,
    ],
    hint: kind === 'vouched' ? 'Log in on a terminal, where that is asked.' : compared,
  });
}

/** A name as certificates have it, a field a line, in one. */
function oneLine(name: string): string {
  return name === '' ? 'none' : quoted(name.replaceAll('\n', ', '));
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
