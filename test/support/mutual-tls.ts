import net from 'node:net';
import tls from 'node:tls';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from './certificates.ts';

/** Who is let in where certificates are demanded, and who is not. */
export interface MutualTls {
  /** Signed the certificate of the server. */
  readonly authority: CertificateAuthority;
  /** The server. */
  readonly server: KeyPair;
  /** Signed those of the people who are let in. */
  readonly people: CertificateAuthority;
  readonly anna: KeyPair;
  /** Signed by somebody else. */
  readonly stranger: KeyPair;
}

export async function makeMutualTls(): Promise<MutualTls> {
  const [authority, people, others] = await Promise.all([
    makeAuthority(),
    makeAuthority('authority of the people'),
    makeAuthority('somebody else'),
  ]);
  return {
    authority,
    people,
    server: await authority.issue(),
    anna: await people.issue({ commonName: 'anna' }),
    stranger: await others.issue({ commonName: 'stranger' }),
  };
}

/** TLS that lets in who shows a certificate of the people, in front of both sides of a sandbox without TLS. */
export function demandingFront(
  { server, people }: MutualTls,
  { grpcPort, httpAddress }: RunningSandbox,
  version: tls.SecureVersion = 'TLSv1.3',
): net.Server {
  const front = tls.createServer(
    {
      ...server,
      ca: people.cert,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
      ALPNProtocols: ['h2', 'http/1.1'],
    },
    (near) => {
      const port = near.alpnProtocol === 'h2' ? grpcPort : Number(new URL(httpAddress).port);
      const far = net.connect(port, '127.0.0.1');
      near.on('error', () => far.destroy()).once('close', () => far.destroy());
      far.on('error', () => near.destroy()).once('close', () => near.destroy());
      near.pipe(far).pipe(near);
    },
  );
  front.on('tlsClientError', () => {});
  return front;
}
