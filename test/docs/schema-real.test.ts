import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { RELEASES } from '../../src/domain/release.ts';
import { runHs } from '../support/harness.ts';
import { remembering } from '../support/remembered.ts';
import { closedPort } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';
import { offences, type SchemaName } from './json-schema.ts';

const net = useTailnet({ seed: 'demo' });
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '' };

/** Lists and single things that every release gives. */
const READS: readonly [SchemaName, string][] = [
  ['user', 'users list'],
  ['node', 'nodes list'],
  ['pre-auth-key', 'preauthkeys list'],
  ['api-key', 'apikeys list'],
  ['route', 'routes list'],
  ['policy', 'policy get'],
  ['status', 'status'],
  ['whoami', 'whoami'],
  ['version', 'version'],
  ['diagnosis', 'doctor'],
  ['context', 'contexts list'],
  ['setting', 'contexts show'],
];

async function inContext() {
  const context = newContext('prod', net.sandbox.address);
  return { contexts: (await remembering([context, net.sandbox.apiKey])).contexts, env: NOTHING_SET };
}

describe.each(RELEASES)('on %s the documented shape holds for', (release) => {
  test('everything that is read', async () => {
    await net.start({ release });
    const prod = await inContext();
    for (const [name, line] of READS) {
      const { code, json, err } = await net.hs(`${line} -o json`, prod);
      expect(code, `hs ${line}: ${err}`).toBe(0);
      const items = [json()].flat();
      expect(items, `hs ${line}`).not.toEqual([]);
      expect(
        items.flatMap((item) => offences(item, name)),
        `hs ${line}`,
      ).toEqual([]);
    }
  });

  test('what is changed', async () => {
    await net.start({ release });
    const prod = await inContext();
    for (const [name, line] of [
      ['user', 'users create eve'],
      ['change-result', 'users rename eve eva'],
      ['change-result', 'users delete eva --yes'],
      ['change-result', 'nodes rename laptop workstation'],
      ['change-result', 'nodes delete workstation --yes'],
      ['pre-auth-key', 'preauthkeys create --user alice'],
      ['api-key', 'apikeys create'],
      ['change-result', 'apikeys expire 2 --yes'],
      ['change-result', 'apikeys rotate --dry-run'],
      ['change-result', 'apikeys rotate --yes --keep-old'],
      ['change-result', 'apikeys rotate --yes'],
    ] satisfies [SchemaName, string][]) {
      const { code, json, err } = await net.hs(`${line} -o json`, prod);
      expect(code, `hs ${line}: ${err}`).toBe(0);
      expect(
        [json()].flat().flatMap((item) => offences(item, name)),
        `hs ${line}`,
      ).toEqual([]);
    }
  });

  test('its health, or the error that it has none', async () => {
    await net.start({ release });
    const { code, json, errorJson } = await net.hs('health -o json');
    if (code === 0) expect(offences(json(), 'health')).toEqual([]);
    else expect({ code, offences: offences(errorJson(), 'error') }).toEqual({ code: 7, offences: [] });
  });
});

describe('where no server answers the documented shape holds for', () => {
  test.each<[SchemaName, string]>([
    ['version', 'version'],
    ['diagnosis', 'doctor'],
  ])('%s', async (name, command) => {
    const env = { HS_ADDRESS: `http://127.0.0.1:${await closedPort()}`, HS_API_KEY: 'k' };
    expect(offences((await runHs([command, '-o', 'json'], { env })).json(), name)).toEqual([]);
  });

  test('version without a server', async () => {
    expect(offences((await runHs(['version', '-o', 'json'])).json(), 'version')).toEqual([]);
  });

  test('context after a login, and none before', async () => {
    const { contexts } = await inContext();
    const line = `login ${net.sandbox.address} --api-key-stdin -o json`;
    const { json } = await net.hs(line, { contexts, env: NOTHING_SET, stdin: net.sandbox.apiKey });
    expect(offences(json(), 'context')).toEqual([]);
  });
});
