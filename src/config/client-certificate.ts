import { createSecureContext } from 'node:tls';
import { HsError } from '../errors.ts';
import type { ClientCertificate } from './context.ts';

/** A certificate that shows who the client is, with its chain, and its private key; both PEM. */
export interface ClientCredentials {
  readonly cert: string;
  /** A secret. */
  readonly key: string;
}

/**
 * Reads a client certificate and its key, and makes sure that they can be used.
 * @throws HsError `usage` naming the file that is at fault; nothing of a key is repeated
 */
export function readClientCertificate(
  { certFile, keyFile }: ClientCertificate,
  readTextFile: (path: string) => string,
): ClientCredentials {
  const cert = readTextFile(certFile);
  const key = readTextFile(keyFile);
  if (!cert.includes('-----BEGIN CERTIFICATE-----')) {
    throw refuse(`${certFile} holds no certificate in PEM form`, fromPkcs12(certFile));
  }
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type:.*ENCRYPTED/m.test(key)) {
    throw refuse(
      `${keyFile} is encrypted, and hs asks for no passphrase`,
      `Without one: openssl pkey -in ${keyFile} -out KEY.pem, in a folder that only you can read.`,
    );
  }
  if (!/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/.test(key)) {
    throw refuse(`${keyFile} holds no private key in PEM form`, fromPkcs12(keyFile));
  }
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    const belongTogether = (cause as NodeJS.ErrnoException).code !== 'ERR_OSSL_X509_KEY_VALUES_MISMATCH';
    throw refuse(
      belongTogether
        ? `${certFile} and ${keyFile} cannot be used as a client certificate and its key`
        : `${keyFile} is not the key of the certificate in ${certFile}`,
      'Make them again, or name the two files that belong together.',
      cause,
    );
  }
  return { cert, key };
}

function refuse(message: string, hint: string, cause?: unknown): HsError {
  return new HsError('usage', message, { hint, cause });
}

function fromPkcs12(file: string): string {
  return /\.(p12|pfx)$/i.test(file)
    ? `Take it apart: openssl pkcs12 -in ${file} -noenc -clcerts -out CLIENT.pem holds both.`
    : 'PEM begins with -----BEGIN; a certificate and its key can be in one file.';
}
