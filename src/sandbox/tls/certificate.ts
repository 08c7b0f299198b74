import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bitString, der, objectId, octetString, pem, sequence, utcTime, utf8String } from './der.ts';

/** Certificate and key in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const SUBJECT_ALT_NAME = '2.5.29.17';
const TRUE = der(0x01, Buffer.from([0xff]));
const DAY_MS = 24 * 3_600_000;

/** A certificate that signs itself, for `localhost` and the loopback addresses, valid for a year from `nowMs`. */
export function selfSignedCertificate(nowMs: number): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const body = certificateBody(publicKey, algorithm, nowMs);
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, privateKey)));
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function certificateBody(publicKey: KeyObject, algorithm: Buffer, nowMs: number): Buffer {
  const name = sequence(der(0x31, sequence(objectId(COMMON_NAME), utf8String('Headscale sandbox'))));
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]), randomBytes(15));
  const validity = sequence(utcTime(new Date(nowMs - DAY_MS)), utcTime(new Date(nowMs + 365 * DAY_MS)));
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
  );
  const extensions = sequence(
    sequence(objectId(BASIC_CONSTRAINTS), TRUE, octetString(sequence(TRUE))),
    sequence(objectId(SUBJECT_ALT_NAME), octetString(names)),
  );
  return sequence(
    version3,
    serial,
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
}
