import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { type HttpRelease, lookAtRelease } from '../../../src/headscale/http/detect.ts';
import type { Answer } from '../../../src/headscale/http/exchange.ts';
import { recordedProbes, releaseOf } from './recorded.ts';
import { failureOf } from './talk.ts';
import { answer } from './wires.ts';

type Pages = (path: string, authorised: boolean) => Answer | undefined;

const NOT_FOUND = answer(404, 'text/plain', '404 page not found\n');
const SWAGGER = '/swagger/v1/openapiv2.json';

/** What a server of a version answers, but for what `instead` says. */
async function look(version: string, instead: Pages = () => undefined, hasKey = true) {
  const probes = recordedProbes().get(version) ?? [];
  const asked: string[] = [];
  const release: HttpRelease = await lookAtRelease({
    hasKey,
    explainPage: (page) => new HsError('unreachable', `page ${page.status}`),
    async ask(path, authorised) {
      asked.push(authorised ? `${path} with the key` : path);
      const found = probes.find((one) => one.path === path && one.key === authorised);
      return (
        instead(path, authorised) ?? (found ? answer(found.status, found.contentType, found.body) : NOT_FOUND)
      );
    },
  });
  return { ...release, asked };
}

const without =
  (...paths: readonly string[]): Pages =>
  (path) =>
    paths.includes(path) ? NOT_FOUND : undefined;

const version =
  (text: string): Pages =>
  (path) =>
    path === '/version' ? answer(200, 'application/json', { version: text }) : undefined;

const EXACT = ['0.23.0', '0.24.3', '0.25.1', '0.26.1', '0.27.0', '0.27.1', '0.28.0', '0.29.2', '0.30-dev'];

describe('the release behind HTTP', () => {
  test.each(EXACT)('of %s, without the key', async (name) => {
    const release = name === '0.30-dev' ? '0.30' : releaseOf(name);
    const { range, contradiction, asked } = await look(name);
    expect(range).toEqual({ oldest: release, newest: release });
    expect(contradiction).toBeUndefined();
    expect(asked.filter((path) => path.endsWith('key') && path !== '/key')).toEqual([]);
  });

  test.each(EXACT)('of %s, built by hand: its version says nothing', async (name) => {
    const release = name === '0.30-dev' ? '0.30' : releaseOf(name);
    for (const text of ['dev', 'v0.29.1-0.20260721112835-f20f1f127842']) {
      const { range, foundBy, version: said } = await look(name, version(text));
      expect(range).toEqual({ oldest: release, newest: release });
      expect([foundBy.includes('/version'), said]).toEqual([false, text]);
    }
  });

  test.each([
    ['0.23.0', '0.23', '0.23'],
    ['0.24.3', '0.24', '0.25'],
    ['0.25.1', '0.24', '0.25'],
    ['0.26.1', '0.26', '0.26'],
    ['0.27.0', '0.27.0', '0.27.1'],
    ['0.27.1', '0.27.0', '0.27.1'],
    ['0.28.0', '0.28', '0.28'],
    ['0.29.2', '0.29', '0.29'],
    ['0.30-dev', '0.30', '0.30'],
  ])('of %s behind a proxy that lets the API alone through', async (name, oldest, newest) => {
    const apiAlone: Pages = (path) => (path.startsWith('/api/') ? undefined : NOT_FOUND);
    expect((await look(name, apiAlone)).range).toEqual({ oldest, newest });
  });

  test('of 0.30 on its socket, where nobody asks for a key', async () => {
    const socket: Pages = (path) => {
      if (path === '/api/v1/health') return answer(200, 'application/json', { databaseConnectivity: true });
      return path.startsWith('/api/') ? undefined : NOT_FOUND;
    };
    expect((await look('0.30-dev', socket, false)).range).toEqual({ oldest: '0.30', newest: '0.30' });
  });

  test('behind a proxy that adds a key to every call', async () => {
    const withKey = (name: string): Pages => {
      const probes = recordedProbes().get(name) ?? [];
      return (path) => {
        if (path === '/api/v1/openapi.yaml')
          return answer(404, 'application/json', { code: 5, message: 'Not Found' });
        const found = probes.find((one) => one.path === path && one.key);
        return found ? answer(found.status, found.contentType, found.body) : undefined;
      };
    };
    expect((await look('0.29.2', withKey('0.29.2'))).range).toEqual({ oldest: '0.29', newest: '0.29' });
    expect((await look('0.26.1', withKey('0.26.1'))).range).toEqual({ oldest: '0.26', newest: '0.26' });
    expect(
      (await look('0.28.0', (path, key) => without(SWAGGER)(path, key) ?? withKey('0.28.0')(path, key)))
        .range,
    ).toEqual({ oldest: '0.28', newest: '0.28' });
  });

  test('0.24 and 0.25 stay together where /key is not let through', async () => {
    expect((await look('0.25.1', without('/key'))).range).toEqual({ oldest: '0.24', newest: '0.25' });
  });

  test('0.27.0 and 0.27.1 stay together where the document lists no parameters', async () => {
    const bare = (name: string): Pages => {
      const found = recordedProbes()
        .get(name)
        ?.find(({ path }) => path === SWAGGER);
      const body = found?.body.replaceAll(/"parameters":\[[^\]]*\]/g, '"parameters":[]') ?? '';
      return (path) =>
        path === SWAGGER ? answer(200, 'application/json', body) : version('dev')(path, false);
    };
    for (const name of ['0.27.0', '0.27.1']) {
      expect((await look(name, bare(name))).range).toEqual({ oldest: '0.27.0', newest: '0.27.1' });
    }
  });

  test('a wrong key tells nothing, and what is known stays', async () => {
    const wrong: Pages = (path, authorised) => {
      if (authorised) return answer(401, 'text/plain', 'Unauthorized');
      return path === SWAGGER ? NOT_FOUND : undefined;
    };
    expect((await look('0.24.3', wrong)).range).toEqual({ oldest: '0.23', newest: '0.24' });
    expect((await look('0.26.1', wrong)).range).toEqual({ oldest: '0.25', newest: '0.29' });
  });
});

describe('a page proves nothing', () => {
  const BLANK = answer(200, 'text/html; charset=utf-8', '<!DOCTYPE html>');

  test('0.28 answers one to every path it does not know', async () => {
    const blank: Pages = (path) => (path === '/version' || path === SWAGGER ? BLANK : undefined);
    expect((await look('0.28.0', blank)).range).toEqual({ oldest: '0.28', newest: '0.28' });
  });

  test.each([
    ['pages', BLANK],
    ['JSON of something else', answer(200, 'application/json', { status: 'ok', swagger: '2.0', paths: {} })],
    ['nothing', NOT_FOUND],
    ['a login', answer(401, 'text/plain', 'Unauthorized', { challenge: 'Basic realm="x"' })],
    ['a problem of a proxy', answer(401, 'application/problem+json', '{}', { challenge: 'Bearer' })],
    ['errors', answer(502, 'text/html', 'Bad Gateway')],
  ])('%s is no Headscale', async (_, page) => {
    const error = await failureOf(look('none', () => page));
    expect(error).toMatchObject({ code: 'unreachable', message: `page ${page.status}` });
  });
});

describe('evidence that contradicts itself', () => {
  test('/version narrows nothing that the API does not show', async () => {
    const found = await look('0.28.0', version('v0.29.2'));
    expect(found).toMatchObject({
      range: { oldest: '0.28', newest: '0.29' },
      shown: { oldest: '0.28', newest: '0.28' },
      contradiction: '/version says "v0.29.2", and the API is that of 0.28',
    });
  });

  test('within one schema as well', async () => {
    expect(await look('0.27.0', version('v0.27.1'))).toMatchObject({
      range: { oldest: '0.27.0', newest: '0.27.1' },
      shown: { oldest: '0.27.0', newest: '0.27.0' },
      contradiction: expect.stringContaining('v0.27.1'),
    });
  });

  test('two servers behind one address', async () => {
    const swagger = recordedProbes()
      .get('0.26.1')
      ?.find(({ path }) => path === SWAGGER);
    const mixed: Pages = (path) =>
      path === SWAGGER && swagger ? answer(200, swagger.contentType, swagger.body) : undefined;
    expect(await look('0.30-dev', mixed)).toMatchObject({
      range: { oldest: '0.26', newest: '0.30' },
      contradiction: 'the API is that of 0.30, /swagger is that of 0.26',
    });
  });

  test.each(['v0.29.2+\u001b[2J', 'v0.29.2 ', '', ' ', 'v0.29.2\u202e', 'v'.repeat(101)])(
    'a text that is no version says nothing: %j',
    async (text) => {
      const { range, contradiction, version: said } = await look('0.28.0', version(text));
      expect({ range, contradiction, said }).toEqual({
        range: { oldest: '0.28', newest: '0.28' },
        contradiction: undefined,
        said: undefined,
      });
    },
  );
});
