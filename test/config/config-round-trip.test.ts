import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigDocument } from '../../src/config/config-yaml.ts';
import { type Context, type KeyPlace, TRANSPORTS, type Trust } from '../../src/config/context.ts';

const FILE = 'config.yaml';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB/+==\nabcd\n-----END CERTIFICATE-----\n';

const someText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() !== '' && text.isWellFormed());
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const someName = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,20}$/);

const someTrust: fc.Arbitrary<Trust> = fc.oneof(
  fc.constantFrom<Trust>({ kind: 'system' }, { kind: 'insecure' }),
  someText.map((file): Trust => ({ kind: 'ca-file', file })),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes): Trust => {
    const sha256 = [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
    return { kind: 'pinned', certificate: { pem: PEM, sha256 } };
  }),
);

const someKey: fc.Arbitrary<KeyPlace> = fc.oneof(
  fc.constantFrom<KeyPlace>({ kind: 'none' }, { kind: 'keyring' }, { kind: 'file' }),
  fc
    .tuple(
      someText,
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed())),
    )
    .map(([program, args]): KeyPlace => ({ kind: 'command', argv: [program, ...args] })),
);

const someContext: fc.Arbitrary<Context> = fc.record({
  name: fc.oneof(someName, fc.constantFrom('a', 'b', 'null', '42', '__proto__')),
  address: someText,
  transport: fc.constantFrom(...TRANSPORTS),
  trust: someTrust,
  serverName: maybe(someText),
  clientCertificate: maybe(fc.record({ certFile: someText, keyFile: someText })),
  loginServer: maybe(someText),
  defaultUser: maybe(someText),
  format: maybe(someText),
  readOnly: fc.boolean(),
  confirm: fc.constantFrom(undefined, 'severe' as const),
  key: someKey,
});

describe('what is written is read again', () => {
  test('whatever the contexts are, and whatever they were before', () => {
    fc.assert(
      fc.property(fc.array(someContext, { minLength: 1, maxLength: 5 }), fc.boolean(), (contexts, flow) => {
        const before = flow ? '{version: 1, contexts: {}, other: [1, 2]}' : '';
        const draft = new ConfigDocument(before, FILE);
        for (const context of contexts) draft.put(context);
        draft.use(contexts[0]?.name ?? '');
        const text = draft.text();
        const expected = new Map(contexts.map((context) => [context.name, context]));
        const { config, notices } = new ConfigDocument(text, FILE);
        expect(config.contexts).toEqual(expected);
        expect(config.currentContext).toBe(contexts[0]?.name);
        expect(notices).toEqual([]);
      }),
    );
  });
});
