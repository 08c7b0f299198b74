import { expect, test } from 'vitest';
import { nothingRemembered } from '../../support/remembered.ts';
import { hsWith, LAB_KEY, PROD_KEY, twoServers } from './servers.ts';

test('lists every server and marks the current one, without its keys', async () => {
  const { code, out, err } = await hsWith(await twoServers(), 'contexts list');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(
    'CURRENT\tNAME\tADDRESS\tTRANSPORT\tKEY\tUSER\tREAD-ONLY\n' +
      '\tprod\thttps://hs.example.org\tauto\tfile\talice\tno\n' +
      '*\tlab\thttps://lab.example.org:50443\thttp\tfile\t\tyes\n',
  );
});

test('gives JSON, without its keys', async () => {
  const { out, json } = await hsWith(await twoServers(), 'contexts list -o json');
  expect(json()).toEqual([
    {
      name: 'prod',
      current: false,
      address: 'https://hs.example.org',
      transport: 'auto',
      trust: 'system',
      key: 'file',
      defaultUser: 'alice',
      loginServer: null,
      readOnly: false,
    },
    {
      name: 'lab',
      current: true,
      address: 'https://lab.example.org:50443',
      transport: 'http',
      trust: 'system',
      key: 'file',
      defaultUser: null,
      loginServer: null,
      readOnly: true,
    },
  ]);
  expect(out).not.toContain(PROD_KEY);
  expect(out).not.toContain(LAB_KEY);
});

test.each([
  ['contexts list -o name', 'prod\nlab\n'],
  ['contexts ls -o name --sort name', 'lab\nprod\n'],
  ['context list -o csv --columns name,readOnly', 'name,readOnly\r\nprod,false\r\nlab,true\r\n'],
])('%s', async (line, out) => {
  expect(await hsWith(await twoServers(), line)).toMatchObject({ code: 0, out });
});

test('says that there is none, and makes nothing', async () => {
  const kept = nothingRemembered();
  expect(await hsWith(kept, 'contexts list')).toMatchObject({ code: 0, out: '', err: 'No contexts\n' });
  expect(await hsWith(kept, 'contexts list -o json')).toMatchObject({ code: 0, out: '[]\n' });
  expect(() => kept.text('config.yaml')).toThrow('ENOENT');
});
