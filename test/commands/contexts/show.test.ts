import { describe, expect, test } from 'vitest';
import { nothingRemembered } from '../../support/remembered.ts';
import { hsWith, LAB_KEY, PROD_KEY, twoServers } from './servers.ts';

type Row = { setting: string; value: string; origin: string };

async function shown(line: string, env: Record<string, string> = {}) {
  const { code, err, out, json } = await hsWith(await twoServers(), `${line} -o json`, env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).not.toMatch(new RegExp(`${PROD_KEY}|${LAB_KEY}|hskey`));
  return Object.fromEntries(
    (json() as Row[]).map(({ setting, value, origin }) => [setting, `${value} from ${origin}`]),
  );
}

test('shows every setting of the current context, and where it comes from', async () => {
  expect(await shown('contexts show')).toEqual({
    address: 'https://lab.example.org:50443 from context lab',
    key: 'file from context lab',
    transport: 'http from context lab',
    trust: 'system from default',
    serverName: '- from default',
    clientCertificate: '- from default',
    proxy: '- from default',
    timeout: '15s from default',
    loginServer: '- from default',
    defaultUser: '- from default',
    readOnly: 'true from context lab',
    confirm: '- from default',
    format: '- from default',
  });
});

test('shows a context that is named', async () => {
  expect(await shown('contexts show prod')).toMatchObject({
    address: 'https://hs.example.org from context prod',
    defaultUser: 'alice from context prod',
    readOnly: 'false from default',
  });
});

describe('the server is chosen whole', () => {
  const AT = 'https://other.example.org';
  test.each([
    ['', {}, 'https://lab.example.org:50443 from context lab', 'file from context lab'],
    ['', { HS_CONTEXT: 'prod' }, 'https://hs.example.org from context prod', 'file from context prod'],
    [
      '--context lab',
      { HS_CONTEXT: 'prod' },
      'https://lab.example.org:50443 from context lab',
      'file from context lab',
    ],
    ['', { HS_ADDRESS: AT }, `${AT} from HS_ADDRESS`, 'none from default'],
    ['', { HS_ADDRESS: AT, HS_CONTEXT: 'prod' }, `${AT} from HS_ADDRESS`, 'none from default'],
    ['', { HS_ADDRESS: AT, HS_API_KEY: 'k' }, `${AT} from HS_ADDRESS`, 'value from HS_API_KEY'],
    [
      '--context prod',
      { HS_ADDRESS: AT, HS_API_KEY: 'k' },
      'https://hs.example.org from context prod',
      'file from context prod',
    ],
    [
      `--address ${AT}`,
      { HS_ADDRESS: 'https://x.example.org', HS_API_KEY: 'k' },
      `${AT} from --address`,
      'none from default',
    ],
    [`--address ${AT}`, { HS_CONTEXT: 'prod' }, `${AT} from --address`, 'none from default'],
  ])('with %j and %j', async (flags, env, address, key) => {
    expect(await shown(`contexts show ${flags}`.trim(), env)).toMatchObject({ address, key });
  });
});

test('flags and variables stand above the context', async () => {
  const env = { HS_TIMEOUT: '20s' };
  expect(await shown('contexts show --transport grpc --server-name x.example.org', env)).toMatchObject({
    transport: 'grpc from --transport',
    serverName: 'x.example.org from --server-name',
    timeout: '20s from HS_TIMEOUT',
    readOnly: 'true from context lab',
  });
});

test('shows a table', async () => {
  const { out } = await hsWith(await twoServers(), 'contexts show prod');
  expect(out).toMatch(/^SETTING\tVALUE\tFROM\naddress\thttps:\/\/hs\.example\.org\tcontext prod\n/);
});

test.each([
  ['contexts show nothing', 3, 'There is no context nothing'],
  ['contexts show prod --context lab', 2, 'The server is named twice'],
  ['contexts show prod --address hs.example.org', 2, 'The server is named twice'],
])('%s is refused: %d', async (line, code, said) => {
  const refused = await hsWith(await twoServers(), line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err.replaceAll('"', '')).toContain(said);
});

test('a variable that names a context there is not is named itself', async () => {
  const refused = await hsWith(await twoServers(), 'contexts show', { HS_CONTEXT: 'prd' });
  expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('HS_CONTEXT') });
});

test('where nobody has logged in: 2, with what to do', async () => {
  const refused = await hsWith(nothingRemembered(), 'contexts show');
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('hs login URL') });
});
