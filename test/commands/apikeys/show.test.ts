import { expect, test } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test.each(RELEASES)(
  'on %s it says whether it is the key in use, and what an upgrade does to it',
  async (release) => {
    await net.start({ release, seed: 'demo' });
    const isOld = ['0.23', '0.24'].some((old) => release.startsWith(old));
    expect((await net.hs('apikeys show 1 -o json')).json()).toMatchObject({
      id: '1',
      inUse: true,
      refusedByUpgrade: isOld,
    });
    // Over already: nobody would miss it.
    expect((await net.hs('apikeys show 2 -o json')).json()).toMatchObject({
      id: '2',
      inUse: false,
      refusedByUpgrade: false,
    });
  },
);

test('can be named by itself, and is not repeated', async () => {
  const { out } = await net.hs('apikeys show -', { stdin: `${net.sandbox.apiKey}\n` });
  expect(out).toMatch(/^IN USE HERE\tyes\nAFTER AN UPGRADE\tgoes on working$/m);
  expect(out).not.toContain(net.sandbox.apiKey);
});

test.each([
  ['99', 3, 'There is no API key with'],
  ['', 2, 'empty'],
])('"%s" is refused with %d', async (reference, code, said) => {
  const shown = await net.hs(['apikeys', 'show', reference]);
  expect(shown).toMatchObject({ code, out: '' });
  expect(shown.err).toContain(said);
});
