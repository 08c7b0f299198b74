import { describe, expect, test } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

interface Thing {
  readonly id: string;
}

describe.each(RELEASES)('on %s', (release) => {
  test('says who joined with it, and nodes show says the same', async () => {
    await net.start({ release, seed: 'demo' });
    const shown = (await net.hs('preauthkeys show 4 -o json')).json() as { nodes: Thing[] };
    const joined = (await net.hs('nodes list --filter key=4 -o json')).json() as Thing[];
    expect(shown.nodes.map(({ id }) => id)).toEqual(joined.map(({ id }) => id));
    expect(joined).not.toEqual([]);
    expect((await net.hs('preauthkeys show 4')).out).toMatch(/^NODES\t.*\(id \d+\)/m);
    expect((await net.hs(`nodes show ${joined[0]?.id}`)).out).toMatch(/^PRE-AUTH KEY\tid 4, .+\*\*\*$/m);
  });

  test('is never shown in clear unasked', async () => {
    await net.start({ release, seed: 'demo' });
    for (const { id, secret } of net.sandbox.store.preAuthKeys.all()) {
      for (const format of ['table', 'json', 'yaml', 'csv'])
        expect((await net.hs(`preauthkeys show ${id} -o ${format}`)).out).not.toContain(secret);
    }
  });
});

test('can be named by itself, from standard input', async () => {
  const secret = net.sandbox.store.preAuthKeys.get(1)?.secret ?? '';
  expect(await net.hs('preauthkeys show - -o name', { stdin: `${secret}\n` })).toMatchObject({
    code: 0,
    out: '1\n',
  });
});

test.each([
  ['99', 3, 'There is no pre-auth key with'],
  ['', 2, 'empty'],
])('"%s" is refused with %d', async (reference, code, said) => {
  const shown = await net.hs(['preauthkeys', 'show', reference]);
  expect(shown).toMatchObject({ code, out: '' });
  expect(shown.err).toContain(said);
});
