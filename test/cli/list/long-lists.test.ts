import { afterEach, describe, expect, test } from 'vitest';
import { answerBytes } from '../../support/answer-bytes.ts';
import { likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../../support/fake-grpc.ts';
import { runHs } from '../../support/harness.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Where a server is that answers ListNodes with these nodes. */
async function serverWith(nodes: readonly object[]): Promise<Record<string, string>> {
  const bytes = await answerBytes('0.29', 'ListNodes', { nodes });
  const server = await startFakeGrpc(likeRelease(METHODS_OF_0_29, () => ({ bytes })));
  ends.push(() => server.stop());
  return { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'k' };
}

const many = Array.from({ length: 500 }, (_, index) => ({ id: index + 1, givenName: `node-${index + 1}` }));

describe('a list whose last node makes no sense', () => {
  test.each(['json', 'jsonl', 'yaml', 'csv', 'name', 'table', 'wide'])(
    'is not begun, as %s',
    async (format) => {
      const env = await serverWith([...many, { givenName: 'nobody' }]);
      const refused = await runHs(['nodes', 'list', '-o', format], { env });
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toContain("The server's answer has nothing at nodes[500].id, not an id");
    },
  );

  test('is listed as far as was asked for', async () => {
    const env = await serverWith([...many, {}]);
    const listed = await runHs(['nodes', 'list', '-o', 'json', '--limit', '2'], { env });
    expect(listed.json()).toMatchObject([{ id: '1' }, { id: '2' }]);
  });
});

test.each(['json', 'jsonl', 'yaml', 'csv', 'name'])(
  'all of a long list is written, as %s',
  async (format) => {
    const listed = await runHs(['nodes', 'list', '-o', format], { env: await serverWith(many) });
    expect([listed.code, listed.err]).toEqual([0, '']);
    for (const { id, givenName } of many)
      expect(listed.out).toContain(format === 'name' ? `${id}\n` : givenName);
  },
);

test('filters, orders and limits hold for a list that is read as it is written', async () => {
  const env = await serverWith(many);
  const listed = await runHs(
    ['nodes', 'list', '--json=givenName', '--filter', 'id>490', '--sort=-givenName', '--limit', '2'],
    { env },
  );
  expect(listed.json()).toEqual([{ givenName: 'node-500' }, { givenName: 'node-499' }]);
});

test('a list of none tells people what there is none of, and programs nothing but that', async () => {
  const env = await serverWith([]);
  expect(await runHs(['nodes', 'list'], { env })).toMatchObject({ out: '', err: 'No nodes\n' });
  expect(await runHs(['nodes', 'list', '-o', 'json'], { env })).toMatchObject({ out: '[]\n', err: '' });
  const some = await serverWith(many);
  const none = await runHs(['nodes', 'list', '--filter', 'id>500'], { env: some });
  expect(none).toMatchObject({ out: '', err: 'No nodes match id>500\n' });
});
