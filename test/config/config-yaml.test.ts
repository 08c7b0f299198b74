import { describe, expect, test } from 'vitest';
import { ConfigDocument } from '../../src/config/config-yaml.ts';
import { newContext } from '../../src/config/context.ts';
import { refusalOf } from '../domain/refusal.ts';

const FILE = 'config.yaml';
const SHA256 = Array.from({ length: 32 }, () => 'AB').join(':');
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB/+==\nabcd\n-----END CERTIFICATE-----\n';

function read(text: string) {
  const { config, notices } = new ConfigDocument(text, FILE);
  return { ...config, contexts: [...config.contexts.values()], notices };
}

describe('reading', () => {
  test.each(['', '# nothing yet\n', '---\n', '{}', 'version: 1\ncontexts:\n'])(
    '%j holds no context',
    (text) => {
      expect(read(text)).toEqual({ currentContext: undefined, contexts: [], notices: [] });
    },
  );

  test('a context with its address alone', () => {
    expect(read('currentContext: home\ncontexts:\n  home:\n    address: hs.example.org\n')).toEqual({
      currentContext: 'home',
      contexts: [newContext('home', 'hs.example.org')],
      notices: [],
    });
  });

  test('every setting', () => {
    const text = `version: 1
contexts:
  prod:
    address: https://hs.example.org/x
    transport: http
    pinnedCertificate:
      sha256: ${SHA256.toLowerCase().replaceAll(':', '')}
      pem: |
        ${PEM.trimEnd().replaceAll('\n', '\n        ')}
    serverName: hs.internal
    clientCert: /me.pem
    clientKey: /me.key
    loginServer: https://login.example.org
    defaultUser: alice
    output:
      format: json
    readOnly: true
    confirm: severe
    apiKeyCommand: [pass, show, 'headscale prod']
`;
    expect(read(text).contexts).toEqual([
      {
        name: 'prod',
        address: 'https://hs.example.org/x',
        transport: 'http',
        trust: { kind: 'pinned', certificate: { pem: PEM, sha256: SHA256 } },
        serverName: 'hs.internal',
        clientCertificate: { certFile: '/me.pem', keyFile: '/me.key' },
        loginServer: 'https://login.example.org',
        defaultUser: 'alice',
        format: 'json',
        readOnly: true,
        confirm: 'severe',
        key: { kind: 'command', argv: ['pass', 'show', 'headscale prod'] },
      },
    ]);
  });

  test('names that YAML takes for numbers or nothing are names', () => {
    const names = read('contexts: {42: {address: a}, null: {address: b}, __proto__: {address: c}}').contexts;
    expect(names.map(({ name }) => name)).toEqual(['42', 'null', '__proto__']);
  });

  test('keys that hs does not know are let be, but one slip away from a setting is said', () => {
    const { notices } = read(
      'version: 1\ncolour: red\ncurentContext: a\ncontexts:\n  a:\n    address: a\n    readonly: true\n    note: mine\n',
    );
    expect(notices).toEqual([
      'config.yaml:3:16: curentContext is not a setting and does nothing. Did you mean currentContext?',
      'config.yaml:7:15: contexts.a.readonly is not a setting and does nothing. Did you mean readOnly?',
    ]);
  });
});

describe('what is wrong is said with its place', () => {
  const context = (line: string) => `contexts:\n  a:\n    address: x\n    ${line}\n`;

  test.each([
    ['contexts: [', 'config.yaml:1:12: '],
    ['a: 1\n b: 2', 'config.yaml:1:4: '],
    ['a: 1\na: 2', 'config.yaml:2:1: Map keys must be unique'],
    ['a: 1\n---\nb: 2', 'config.yaml:2:1: '],
    ['- a', 'config.yaml:1:1: The file must be a mapping of settings'],
    ['version: one', 'config.yaml:1:10: version must be a whole number from 1 up'],
    ['version: 0', 'config.yaml:1:10: version must be a whole number from 1 up'],
    ['currentContext: 5', 'config.yaml:1:17: currentContext must be a text: put 5 in quotes'],
    ['contexts: 5', 'config.yaml:1:11: contexts must be a mapping'],
    ['contexts:\n  a:', 'config.yaml:2:3: contexts.a must be a mapping'],
    ['contexts:\n  a: {}', 'config.yaml:2:6: contexts.a has no address'],
    [
      'contexts:\n  a.b:\n    address: x',
      'config.yaml:3:5: contexts.a.b: "a.b" cannot be the name of a context: "." is not allowed in it',
    ],
    ['contexts:\n  a:\n    address: ""', 'config.yaml:3:14: contexts.a.address is empty'],
    ['contexts:\n  a:\n    address: [x]', 'config.yaml:3:14: contexts.a.address must be a text'],
    [context('readOnly: yes'), 'config.yaml:4:15: contexts.a.readOnly must be true or false, not "yes"'],
    [
      context('transport: ssh'),
      'config.yaml:4:16: contexts.a.transport must be auto or grpc or http, not "ssh"',
    ],
    [context('confirm: none'), 'config.yaml:4:14: contexts.a.confirm must be severe, not "none"'],
    [
      context('apiKeyStore: pass'),
      'config.yaml:4:18: contexts.a.apiKeyStore must be keyring or file, not "pass"',
    ],
    [
      context('apiKeyCommand: pass show'),
      'config.yaml:4:20: contexts.a.apiKeyCommand must be a list of texts',
    ],
    [
      context('apiKeyCommand: [head, 1]'),
      'config.yaml:4:27: contexts.a.apiKeyCommand.2 must be a text: put 1 in quotes',
    ],
    [context('apiKeyCommand: []'), 'config.yaml:4:20: contexts.a.apiKeyCommand must name a program'],
    [
      context('apiKeyCommand: [x]\n    apiKeyStore: file'),
      'config.yaml:4:20: contexts.a.apiKeyCommand contradicts',
    ],
    [context('insecure: true\n    caFile: x'), 'config.yaml:4:15: contexts.a.insecure contradicts another'],
    [context('clientKey: x'), 'config.yaml:4:16: contexts.a.clientKey needs clientCert beside it'],
    [context('pinnedCertificate: {pem: x}'), 'config.yaml:4:24: contexts.a.pinnedCertificate needs both'],
    [
      context('pinnedCertificate: {pem: x, sha256: "12"}'),
      'config.yaml:4:41: contexts.a.pinnedCertificate.sha256 must be a SHA-256 fingerprint',
    ],
    [
      context(`pinnedCertificate: {pem: x, sha256: "${SHA256}"}`),
      'config.yaml:4:30: contexts.a.pinnedCertificate.pem must be one certificate in PEM form',
    ],
    [context('plaintext: true'), 'config.yaml:4:16: contexts.a.plaintext cannot be set for good'],
    ['a: &b 1\nc: *b', 'config.yaml:2:4: Aliases (*) are not read here'],
    ['contexts:\n  a:\n    <<: {address: x}', 'config.yaml:3:5: Merge keys (<<) are not read here'],
  ])('%j', (text, message) => {
    const refusal = refusalOf(() => read(text));
    expect(refusal.message.slice(0, message.length)).toBe(message);
    expect(refusal.exitCode).toBe(2);
  });

  test('a key in the file is refused and not shown', () => {
    const key = `hskey-api-abcdefghijkl-${'S'.repeat(64)}`;
    const { message, hint } = refusalOf(() => read(context(`apiKey: ${key}`)));
    expect(message).toBe('config.yaml:4:13: contexts.a.apiKey cannot be here: this file holds no keys');
    expect(hint).toContain('hs login');
  });

  test('a file of a newer hs is refused in words', () => {
    const { message, hint, code } = refusalOf(() => read('version: 2\ncontexts: {a: {}}\n'));
    expect(message).toBe('config.yaml was written by a newer hs: it is of version 2');
    expect(hint).toContain('HS_CONFIG_DIR');
    expect(code).toBe('usage');
  });
});
