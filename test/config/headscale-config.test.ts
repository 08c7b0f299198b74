import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHeadscaleConfig } from '../../src/config/headscale-config.ts';
import { HsError } from '../../src/errors.ts';
import { refusalBy } from './support.ts';

function read(text: string) {
  const file = '/etc/headscale/config.yaml';
  return { file, answer: readHeadscaleConfig(file, () => text) };
}

describe('a Headscale config file', () => {
  test('says what its cli section holds', async () => {
    const { file, answer } = read(`server_url: https://hs.example.org
listen_addr: 0.0.0.0:8080
unix_socket: /run/headscale/headscale.sock
cli:
  address: hs.example.org:50443
  api_key: hskey-api-abc
  timeout: 5s
  insecure: true
`);
    expect(await answer).toEqual({
      file,
      address: 'hs.example.org:50443',
      apiKey: 'hskey-api-abc',
      timeout: '5s',
      insecure: true,
      unixSocket: '/run/headscale/headscale.sock',
    });
  });

  test('of a server alone names its socket; a relative one counts from the folder of the file', async () => {
    const { file, answer } = read('unix_socket: ./headscale.sock\ncli:\n');
    expect(await answer).toEqual({
      file,
      address: undefined,
      apiKey: undefined,
      timeout: undefined,
      insecure: false,
      unixSocket: path.join(path.dirname(file), 'headscale.sock'),
    });
  });

  test('may use what other programs read: aliases, numbers, empty texts', async () => {
    const { answer } = read('x: &cli\n  address: ""\n  api_key: 12345\n  insecure: "1"\ncli: *cli\n');
    expect(await answer).toMatchObject({
      address: undefined,
      apiKey: '12345',
      insecure: true,
      unixSocket: undefined,
    });
  });

  test('may hold nothing for a client', async () => {
    expect(await read('').answer).toMatchObject({ address: undefined, insecure: false });
  });

  test.each([
    ['cli: [', ':1:7: '],
    ['cli: text', ':1:6: cli must be a mapping'],
    ['cli:\n  address: [a]', ':2:12: cli.address must be a plain value'],
    ['- a', ':1:1: The file must be a mapping of settings'],
  ])('%j is refused with its place', async (text, why) => {
    const { file, answer } = read(text);
    expect((await refusalBy(answer)).message).toContain(`${file}${why}`);
  });

  test('that is not there is refused', async () => {
    const gone = new HsError('usage', 'there is no such file');
    const read = readHeadscaleConfig('/no/such/config.yaml', () => {
      throw gone;
    });
    expect(await refusalBy(read)).toBe(gone);
  });
});
