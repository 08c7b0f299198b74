import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeAuthority } from '../../support/certificates.ts';
import { runHs } from '../../support/harness.ts';
import { type Remembered, remembering } from '../../support/remembered.ts';
import { LAB, LAB_KEY, PROD, PROD_KEY, twoServers } from './servers.ts';

const { cert } = await makeAuthority();
const files = { '/etc/ca.pem': cert, '/etc/other': 'nothing' };
const hs = ({ contexts }: Remembered, line: string) => runHs(line.split(' '), { contexts, files });
const prodIn = async ({ contexts }: Remembered) => (await contexts.file.read()).config.contexts.get('prod');

describe('hs contexts set', () => {
  test.each([
    ['defaultUser', 'bob', { defaultUser: 'bob' }],
    ['loginServer', 'https://hs.example.org/', { loginServer: 'https://hs.example.org' }],
    ['readOnly', 'true', { readOnly: true }],
    ['readOnly', 'false', { readOnly: false }],
    ['confirm', 'severe', { confirm: 'severe' }],
    ['format', 'json', { format: 'json' }],
    ['transport', 'http', { transport: 'http' }],
    ['serverName', 'hs.internal', { serverName: 'hs.internal' }],
    ['caFile', '/etc/ca.pem', { trust: { kind: 'ca-file', file: '/etc/ca.pem' } }],
  ])('%s %s', async (setting, value, expected) => {
    const kept = await twoServers();
    const done = await hs(kept, `contexts set prod ${setting} ${value}`);
    expect(done).toMatchObject({ code: 0, out: '', err: `Set ${setting} of context prod to ${value}\n` });
    expect(await prodIn(kept)).toEqual({ ...PROD, key: { kind: 'file' }, ...expected });
    expect(kept.keys()).toEqual({
      prod: `${PROD.address} ${PROD_KEY}`,
      lab: `${LAB.address} ${LAB_KEY}`,
    });
  });

  test.each([
    ['readOnly yes', 'readOnly cannot be "yes"', 'true or false'],
    ['confirm mild', 'confirm cannot be "mild"', 'severe'],
    ['transport carrier-pigeon', 'transport cannot be "carrier-pigeon"', 'auto or grpc or http'],
    ['format xml', '"xml" is not an output format', 'json'],
    ['loginServer hs.example.org', 'is no URL', 'https://'],
    ['serverName a/b', 'is no name of a certificate', 'headscale.example.com'],
    ['caFile /etc/other', '/etc/other does not begin with a certificate', 'BEGIN CERTIFICATE'],
    ['caFile /etc/gone', '/etc/gone cannot be read', ''],
    ['pinnedCertificate x', 'trusted by a login', 'hs login --context NAME'],
    ['address https://x.example.org', 'address', 'defaultUser'],
    ['readonly true', 'readonly', 'readOnly'],
    ['readOnly', 'VALUE', ''],
  ])('%s is refused: 2, and nothing is changed', async (words, said, hint) => {
    const kept = await twoServers();
    const before = kept.text('config.yaml');
    const refused = await hs(kept, `contexts set prod ${words}`);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(said);
    expect(refused.err).toContain(hint);
    expect(kept.text('config.yaml')).toBe(before);
  });

  test('of a context there is not: 3', async () => {
    const refused = await hs(await twoServers(), 'contexts set prd readOnly true');
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('Did you mean prod?') });
  });

  test('is obeyed by the next command', async () => {
    const kept = await twoServers();
    await hs(kept, 'contexts set prod readOnly true');
    const refused = await hs(kept, 'users create bob --context prod');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('prod is read-only') });
  });

  test('gives the context as JSON', async () => {
    const done = await hs(await twoServers(), 'contexts set prod transport http -o json');
    expect(done.json()).toMatchObject({ name: 'prod', current: false, transport: 'http' });
  });

  test('keeps comments and unknown settings of the file', async () => {
    const kept = await twoServers();
    const file = `${kept.folder}/config.yaml`;
    writeFileSync(file, `# mine\n${kept.text('config.yaml')}x-future: 1 # later\n`);
    await hs(kept, 'contexts set prod transport http');
    expect(kept.text('config.yaml')).toMatch(/^# mine\n[\s\S]*x-future: 1 # later\n$/);
  });
});

describe('hs contexts unset', () => {
  const FULL = {
    ...PROD,
    transport: 'grpc',
    serverName: 'x',
    loginServer: 'https://x',
    format: 'json',
    readOnly: true,
    confirm: 'severe',
    trust: { kind: 'ca-file', file: '/etc/ca.pem' },
  } as const;

  test.each([
    ['defaultUser', { defaultUser: undefined }],
    ['loginServer', { loginServer: undefined }],
    ['readOnly', { readOnly: false }],
    ['confirm', { confirm: undefined }],
    ['format', { format: undefined }],
    ['transport', { transport: 'auto' }],
    ['serverName', { serverName: undefined }],
    ['caFile', { trust: { kind: 'system' } }],
    ['pinnedCertificate', {}],
  ])('%s', async (setting, expected) => {
    const kept = await remembering([FULL, PROD_KEY]);
    const done = await hs(kept, `contexts unset prod ${setting}`);
    expect(done).toMatchObject({ code: 0, out: '', err: `Unset ${setting} of context prod\n` });
    expect(await prodIn(kept)).toEqual({ ...FULL, key: { kind: 'file' }, ...expected });
  });

  test('pinnedCertificate of a context that has one', async () => {
    const pinned = {
      kind: 'pinned',
      certificate: { pem: cert, sha256: 'AA:'.repeat(31).concat('AA') },
    } as const;
    const kept = await remembering([{ ...FULL, trust: pinned }, PROD_KEY]);
    await hs(kept, 'contexts unset prod caFile');
    expect((await prodIn(kept))?.trust.kind).toBe('pinned');
    await hs(kept, 'contexts unset prod pinnedCertificate');
    expect((await prodIn(kept))?.trust).toEqual({ kind: 'system' });
  });
});
