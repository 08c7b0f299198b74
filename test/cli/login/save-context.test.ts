import { expect, test } from 'vitest';
import { nameForContext } from '../../../src/cli/login/save-context.ts';
import { newContext } from '../../../src/config/context.ts';
import { refusalBy } from '../../config/support.ts';

const ADDRESS = 'https://hs.example.org';
const named = (...pairs: readonly (readonly [name: string, address: string])[]) =>
  new Map(pairs.map(([name, address]) => [name, newContext(name, address)]));
const OTHER = 'https://hs.example.org:8443';

test.each([
  ['the host where nothing is known', named(), undefined, 'hs-example-org'],
  ['a number where the name is taken', named(['hs-example-org', OTHER]), undefined, 'hs-example-org-2'],
  [
    'the next number',
    named(['hs-example-org', OTHER], ['hs-example-org-2', `${OTHER}/x`]),
    undefined,
    'hs-example-org-3',
  ],
  ['the context of the server, whatever its name', named(['prod', ADDRESS]), undefined, 'prod'],
  ['the current of two', named(['hs-example-org', ADDRESS], ['prod', ADDRESS]), 'prod', 'prod'],
  [
    'the one named after the host of two',
    named(['prod', ADDRESS], ['hs-example-org', ADDRESS]),
    undefined,
    'hs-example-org',
  ],
  ['not a current one of another server', named(['prod', OTHER]), 'prod', 'hs-example-org'],
])('a login is named after %s', (_, contexts, currentContext, name) => {
  expect(nameForContext({ contexts, currentContext }, undefined, 'hs.example.org', ADDRESS)).toBe(name);
});

test('a long host leaves room for the number', () => {
  const host = `${'x'.repeat(63)}.example.org`;
  const contexts = named(['x'.repeat(63), OTHER], [`${'x'.repeat(64)}`, OTHER]);
  const config = { contexts, currentContext: undefined };
  const name = nameForContext(config, undefined, host, ADDRESS);
  expect(newContext(name, ADDRESS).name).toBe(`${'x'.repeat(58)}-2`);
});

test('a name that was wished for is kept, or refused where it is of another server', async () => {
  const config = { contexts: named(['prod', OTHER]), currentContext: undefined };
  expect(nameForContext(config, 'new', 'hs.example.org', ADDRESS)).toBe('new');
  const refused = await refusalBy(
    Promise.resolve().then(() => nameForContext(config, 'prod', 'hs.example.org', ADDRESS)),
  );
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining(OTHER) });
});
