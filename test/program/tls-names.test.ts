import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateAuthority, makeAuthority } from '../support/certificates.ts';
import { useProgram } from '../support/program.ts';
import { Servers } from '../support/servers.ts';
import { tlsFront } from '../support/tls-front.ts';

const hs = useProgram({ seed: 'demo' });
const servers = new Servers();
let authority: CertificateAuthority;
let caFile: string;

beforeAll(async () => {
  authority = await makeAuthority();
  caFile = path.join(hs.folder, 'ca.pem');
  await writeFile(caFile, authority.cert);
});
afterAll(() => servers.end());

type Transport = 'grpc' | 'http';
const TRANSPORTS: readonly Transport[] = ['grpc', 'http'];

/** The port of a TLS server with a certificate for these names, on one IP address of this machine. */
async function portOf(transport: Transport, names: readonly string[], host = '127.0.0.1'): Promise<number> {
  const target = transport === 'grpc' ? hs.sandbox.grpcPort : Number(new URL(hs.sandbox.httpAddress).port);
  return (await tlsFront(servers, await authority.issue({ names }), target, host)).port;
}

const at = (HS_ADDRESS: string, line: string) => hs.run(line, { env: { HS_ADDRESS } });
const list = (address: string, transport: Transport, more = '') =>
  at(address, `users list -o name --transport ${transport} --ca-file ${caFile}${more}`);
const LISTED = { code: 0, out: '1\n2\n3\n', err: '' };

const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

// What Node itself has to say of IP addresses as names would stand on stderr.
describe.each(TRANSPORTS)('over %s', (transport) => {
  test('an IPv4 address is a name of a certificate', async () => {
    const address = `https://127.0.0.1:${await portOf(transport, ['127.0.0.1'])}`;
    expect(await list(address, transport)).toMatchObject(LISTED);
  });

  test.skipIf(!hasIPv6)('an IPv6 address too (needs ::1)', async () => {
    const port = await portOf(transport, ['::1'], '::1');
    expect(await list(`https://[::1]:${port}`, transport)).toMatchObject(LISTED);
    expect(await list(`[::1]:${port}`, transport)).toMatchObject(LISTED);
  });

  test('an IP address that the certificate is not for is refused', async () => {
    const address = `https://127.0.0.1:${await portOf(transport, ['hs.internal'])}`;
    const { code, err } = await list(address, transport);
    expect({ code, err }).toEqual({ code: 6, err: expect.stringContaining('for hs.internal') });
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  test('--server-name is the name that the certificate has to bear', async () => {
    const address = `https://127.0.0.1:${await portOf(transport, ['hs.internal'])}`;
    expect(await list(address, transport, ' --server-name hs.internal')).toMatchObject(LISTED);
    expect(await list(address, transport, ' --server-name other.internal')).toMatchObject({
      code: 6,
      out: '',
    });
  });

  test('--insecure is warned about each time', async () => {
    const address = `https://127.0.0.1:${await portOf(transport, ['hs.internal'])}`;
    const warned = `Warning: --insecure says that nobody checks who answers at ${address}\n`;
    const line = `users list -o name --transport ${transport} --insecure`;
    for (let round = 0; round < 2; round += 1)
      expect(await at(address, line)).toMatchObject({ ...LISTED, err: warned });
  });
});

test.skipIf(!hasIPv6)('doctor says of an IPv6 address what it says of any (needs ::1)', async () => {
  const port = await portOf('grpc', ['::1'], '::1');
  const { code, out, err } = await at(`https://[::1]:${port}`, `doctor --ca-file ${caFile}`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^ok +Certificate +trusted/m);
  expect(out).toMatch(/^ok +gRPC +Headscale answers/m);
  expect(out).toMatch(/^ok +API key +it works/m);
});
