import { afterEach, describe, expect, test } from 'vitest';
import type { Release } from '../../../src/domain/release.ts';
import { RELEASES, releaseOfVersion } from '../../../src/domain/release.ts';
import { since } from '../../../src/sandbox/release.ts';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

let web: Web;

afterEach(() => web.end());

/** Asks without a key, as a browser does. */
async function page(release: Release, path: string, method = 'GET') {
  web = await webOf({ release });
  return web.send(method, path, undefined, { authorization: null });
}

test.each(RELEASES)('/health of %s is well', async (release) => {
  expect((await page(release, '/health')).json()).toEqual({ status: 'pass' });
});

test.each(RELEASES)('/version of %s names it, from 0.27 on', async (release) => {
  const answer = await page(release, '/version');
  if (since(release, '0.27.0')) {
    expect(answer.type).toBe('application/json');
    expect(releaseOfVersion(String(answer.json()['version']))).toBe(release);
  } else expect(answer).toMatchObject({ status: 404, text: '' });
});

test.each(RELEASES)('/key of %s without a version is an error of the server up to 0.24', async (release) => {
  expect(await page(release, '/key')).toMatchObject({ status: since(release, '0.25') ? 400 : 500 });
  const answer = await web.send('GET', '/key?v=100', undefined, { authorization: null });
  expect(answer.json()).toEqual({
    legacyPublicKey: `mkey:${'0'.repeat(64)}`,
    publicKey: expect.stringMatching(/^mkey:[0-9a-f]{64}$/),
  });
});

describe('what nobody knows', () => {
  test.each(RELEASES)('is missing at %s, but for 0.28', async (release) => {
    const answer = await page(release, '/nonsense');
    if (since(release, '0.29')) expect(answer).toMatchObject({ status: 404, text: '404 page not found\n' });
    else if (since(release, '0.28'))
      expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    else expect(answer).toMatchObject({ status: 404, type: '', text: '' });
  });

  test.each([
    ['POST', '/nonsense', 200],
    ['POST', '/health', 200],
    ['DELETE', '/api/', 200],
    ['GET', '/api//v1/user', 301],
  ])('%s %s is answered with %i %i by 0.28', async (method, path, status) => {
    expect(await page('0.28', path, method)).toMatchObject({ status });
  });
});

describe('the page of a device that waits', () => {
  test.each([
    ['0.23', `mkey:${'a'.repeat(64)}`, 'nodes register --user USERNAME --key mkey:aaa'],
    ['0.26', 'a'.repeat(24), 'nodes register --user USERNAME --key aaa'],
    ['0.28', 'a'.repeat(24), 'nodes register --key aaa'],
    ['0.29', `hskey-authreq-${'a'.repeat(24)}`, 'auth register --auth-id hskey-authreq-aaa'],
    ['0.30', `hskey-authreq-${'a'.repeat(24)}`, 'auth register --auth-id hskey-authreq-aaa'],
  ] as const)('names the command of %s', async (release, id, command) => {
    const answer = await page(release, `/register/${id}`);
    expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(answer.text).toContain(command);
  });

  test.each(RELEASES)('is refused by %s where the id is none', async (release) => {
    expect(await page(release, '/register/x')).toMatchObject({
      status: 400,
      type: 'text/plain; charset=utf-8',
    });
  });
});

describe('the list of paths', () => {
  async function paths(release: Release): Promise<string[]> {
    const document = (await page(release, '/swagger/v1/openapiv2.json')).json();
    expect(document['info']).toEqual({ title: 'headscale/v1/headscale.proto', version: 'version not set' });
    return Object.keys(document['paths'] as object);
  }

  test.each([
    ['0.23', '/api/v1/user/{oldName}/rename/{newName}', '/api/v1/user/{oldId}/rename/{newName}'],
    ['0.24', '/api/v1/routes', '/api/v1/node/{nodeId}/approve_routes'],
    ['0.26', '/api/v1/node/{nodeId}/approve_routes', '/api/v1/routes'],
    ['0.27.0', '/api/v1/health', '/api/v1/auth/approve'],
    ['0.28', '/api/v1/preauthkey', '/api/v1/node/{nodeId}/user'],
    ['0.29', '/api/v1/policy/check', '/api/v1/node/{nodeId}/user'],
  ] as const)('of %s has its own', async (release, there, missing) => {
    const found = await paths(release);
    expect(found).toContain(there);
    expect(found).not.toContain(missing);
  });

  test('is gone from 0.30', async () => {
    expect(await page('0.30', '/swagger/v1/openapiv2.json')).toMatchObject({ status: 404 });
  });
});
