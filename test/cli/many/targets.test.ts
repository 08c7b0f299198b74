import { describe, expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { remembering } from '../../support/remembered.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const ids = () => net.sandbox.store.nodes.all().map(({ id }) => id);

describe('several by name', () => {
  test('are shown together, asked about once and told in the order given', async () => {
    const gone = await net.hs('nodes delete nas laptop', { tty: true, answers: [true] });
    expect(gone).toMatchObject({
      code: 0,
      out: '',
      asked: ['Go on?'],
      changes: ['DeleteNode', 'DeleteNode'],
    });
    expect(gone.err).toBe(
      [
        `Delete 2 nodes on ${net.sandbox.address}`,
        '  nas (id 7, bob), it is online now',
        '  laptop (id 6, alice)',
        'Deleted node nas (id 7, bob)',
        'Deleted node laptop (id 6, alice)',
        `2 changed on ${net.sandbox.address}`,
        '',
      ].join('\n'),
    );
  });

  test('what is named twice, in whatever way, is changed once', async () => {
    const gone = await net.hs('nodes delete laptop 6 id:6 100.64.0.6 --yes -o json');
    expect(gone).toMatchObject({ code: 0, changes: ['DeleteNode'] });
    expect(gone.json()).toEqual([{ id: '6', name: 'laptop', status: 'changed' }]);
  });

  test.each([
    [
      'one that is unknown',
      'nodes delete laptop ghost nas --yes',
      3,
      'There is no node "ghost"; nothing was changed',
    ],
    ['id 0', 'nodes delete laptop 0 --yes', 2, 'ids begin with 1'],
    ['an empty name', ['nodes', 'delete', 'laptop', '', '--yes'], 2, 'An empty text names no node'],
    ['a host name alone', 'nodes delete laptop nas.local --yes', 2, 'Only the host name fits'],
    ['an unknown user', 'users delete alice ghost --yes', 3, 'There is no user "ghost"; nothing was changed'],
    ['a user who owns nodes', 'users delete id:3 alice --yes', 5, 'owns nodes'],
    ['an unknown key', 'preauthkeys expire 1 99 --yes', 3, 'with the id 99; nothing was changed'],
    ['an unknown API key', 'apikeys delete 2 99 --yes', 3, 'with the id 99; nothing was changed'],
    [
      'a node that a tag cannot be taken from',
      'nodes tag remove web-1 ci-runner tag:ci --yes',
      7,
      'cannot take the last tag',
    ],
  ])('%s leaves all as they are', async (_, line, code, said) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code, out: '', changes: [] });
    expect(refused.err).toContain(said);
  });

  test('every one that is wrong is told', async () => {
    const refused = await net.hs('nodes delete ghost laptop phantom --yes -o json');
    expect(refused.errorJson()).toMatchObject({
      error: { code: 'not_found', details: ['There is no node "phantom"'] },
    });
  });

  test('what two fit is ambiguous', async () => {
    net.sandbox.store.nodes.update(2, { hostname: 'twin' });
    net.sandbox.store.nodes.update(3, { hostname: 'twin' });
    expect(await net.hs('nodes delete laptop twin --yes')).toMatchObject({ code: 2, changes: [] });
  });

  test('some that are so already are told apart', async () => {
    const tagged = await net.hs('nodes tag add web-1 ci-runner tag:ci -o json');
    expect(tagged).toMatchObject({ code: 0, changes: ['SetTags'] });
    expect(tagged.json()).toEqual([
      { id: '3', name: 'web-1', status: 'changed' },
      { id: '9', name: 'ci-runner', status: 'unchanged' },
    ]);
    const again = await net.hs('nodes tag add web-1 ci-runner tag:ci');
    expect(again).toMatchObject({ code: 0, changes: [] });
    expect(again.err).toContain(`2 unchanged on ${net.sandbox.address}`);
  });

  test('a dry run shows them all and sends nothing', async () => {
    const tried = await net.hs('nodes delete nas laptop -n');
    expect(tried).toMatchObject({ code: 0, changes: [], asked: [] });
    expect(tried.err).toBe(
      `Would delete 2 nodes on ${net.sandbox.address}\n  nas (id 7, bob), it is online now\n  laptop (id 6, alice)\n`,
    );
    const inJson = await net.hs('nodes delete nas laptop -n -o json');
    expect(inJson.json()).toEqual([
      { id: '7', name: 'nas', status: 'would-change' },
      { id: '6', name: 'laptop', status: 'would-change' },
    ]);
  });

  test('at a terminal, --yes does not say that host names alone are meant', async () => {
    net.sandbox.store.nodes.update(4, { hostname: 'my-old-phone' });
    const kept = await net.hs('nodes delete nas.local my-old-phone --yes', { tty: true, answers: [false] });
    expect(kept).toMatchObject({ code: 1, asked: ['Are these the nodes?'], changes: [] });
    expect(kept.err).toContain('nas (id 7, bob), old-phone (id 4, bob)');
  });
});

describe('how many are asked about', () => {
  test('more than ten by their count, whatever is done', async () => {
    await net.start({ seed: 12 });
    const all = Array.from({ length: 12 }, (_, index) => String(index + 1)).join(' ');
    const line = `routes approve ${all} --exit-node`;
    expect(await net.hs(line)).toMatchObject({ code: 2, changes: [] });
    const done = await net.hs(line, { tty: true, answers: ['12'] });
    expect(done).toMatchObject({ code: 0, asked: ['Type 12 to go on'] });
    expect(done.changes).toHaveLength(12);
    expect(await net.hs(`nodes delete ${all}`, { tty: true, answers: ['11'] })).toMatchObject({
      code: 1,
      changes: [],
    });
    expect((await net.hs(`nodes delete ${all} --confirm 12`)).changes).toHaveLength(12);
  });

  test('several users by their count', async () => {
    await net.start({ seed: 'empty' });
    await net.user('john');
    await net.user('jane');
    const gone = await net.hs('users delete john jane', { tty: true, answers: ['2'] });
    expect(gone).toMatchObject({
      code: 0,
      asked: ['Type 2 to go on'],
      changes: ['DeleteUser', 'DeleteUser'],
    });
  });

  test('the API key in use among others by their count, and it goes last', async () => {
    const gone = await net.hs('apikeys delete 1 2', { tty: true, answers: ['2'] });
    expect(gone).toMatchObject({ code: 0, asked: ['Type 2 to go on'] });
    expect(gone.calls.slice(-2).map(({ request }) => request)).toMatchObject([{ id: '2' }, { id: '1' }]);
    expect(gone.err).toContain('it is the key in use');
  });

  test('under confirm: severe a script has to say how many', async () => {
    const context = { ...newContext('prod', net.sandbox.address), confirm: 'severe' as const };
    const { contexts } = await remembering([context, net.sandbox.apiKey]);
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    const refused = await net.hs('nodes prune --offline 30d --yes', { contexts, env });
    expect(refused).toMatchObject({ code: 2, changes: [] });
    expect(refused.err).toContain('--confirm 1');
    expect(await net.hs('nodes prune --offline 30d --confirm 1', { contexts, env })).toMatchObject({
      code: 0,
    });
  });

  test('a read-only context changes none of them', async () => {
    const context = { ...newContext('look', net.sandbox.address), readOnly: true };
    const { contexts } = await remembering([context, net.sandbox.apiKey]);
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    const refused = await net.hs('nodes delete nas laptop --yes', { contexts, env });
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('is read-only');
  });
});

describe('--if-exists', () => {
  test.each([
    ['nodes delete laptop ghost --yes', undefined, 'There is no node "ghost"', '6'],
    ['nodes expire - --yes', '7\n99\n', 'There is no node with the id 99', '7'],
    ['users delete ghost dave --yes', undefined, 'There is no user "ghost"', '4'],
    ['apikeys delete 2 99 --yes', undefined, 'with the id 99', '2'],
    ['preauthkeys expire 99 1 --yes', undefined, 'with the id 99', '1'],
    ['routes approve ghost nas 192.168.1.0/24', undefined, 'There is no node "ghost"', '7'],
    ['routes approve -', '99 10.1.0.0/24\n7 192.168.1.0/24\n', 'There is no node with the id 99', '7'],
  ])('%s changes what there is, and says what there is not', async (line, stdin = '', said, id) => {
    await net.user('dave');
    const refused = await net.hs(line, { stdin });
    expect(refused).toMatchObject({ code: 3, changes: [] });
    const done = await net.hs(`${line} --if-exists -o name`, { stdin });
    expect(done).toMatchObject({ code: 0, out: `${id}\n` });
    expect(done.changes).toHaveLength(1);
    expect(done.err).toContain(said);
  });

  test('where nothing is left, nothing is done, and that is a success', async () => {
    const done = await net.hs('nodes delete ghost --if-exists --yes -o json');
    expect(done).toMatchObject({ code: 0, out: '[]\n', changes: [] });
    expect(done.errorJson()).toEqual({
      notices: [
        'There is no node "ghost"',
        `No node is meant, so none was deleted on ${net.sandbox.address}`,
      ],
    });
  });

  test('is no answer to a name that two fit, nor to one that names nothing', async () => {
    net.sandbox.store.nodes.update(2, { hostname: 'twin' });
    net.sandbox.store.nodes.update(3, { hostname: 'twin' });
    for (const name of ['twin', '0'])
      expect(await net.hs(`nodes delete laptop ${name} --if-exists --yes`)).toMatchObject({
        code: 2,
        changes: [],
      });
  });
});

describe('from standard input', () => {
  test.each([
    ['ids', '6\n7\n'],
    ['names, with spaces around and empty lines', '  laptop \r\n\r\nnas'],
    ['a list in JSON', '[{"id": "6", "name": "x"}, {"id": "7"}]'],
    ['JSON lines', '{"id":"6"}\n{"id":"7"}\n'],
  ])('%s', async (_, stdin) => {
    const gone = await net.hs('nodes delete - --yes -o name', { stdin });
    expect(gone).toMatchObject({ code: 0, out: '6\n7\n', changes: ['DeleteNode', 'DeleteNode'] });
  });

  test('what a list prints can be piped on, in every format that is made for it', async () => {
    for (const format of ['name', 'json', 'jsonl']) {
      const listed = await net.hs(`nodes list --user bob -o ${format}`);
      const tried = await net.hs('nodes delete - --dry-run -o name', { stdin: listed.out });
      expect(tried).toMatchObject({ code: 0, out: '2\n4\n7\n' });
    }
  });

  test('bare digits are ids there, never names', async () => {
    net.sandbox.store.nodes.update(7, { givenName: '42' });
    expect(await net.hs('nodes delete - --yes', { stdin: '42\n' })).toMatchObject({ code: 3, changes: [] });
    expect(await net.hs('nodes delete 42 --yes')).toMatchObject({ code: 0 });
  });

  test('nobody can be asked: without --yes it is refused before any call', async () => {
    for (const tty of [false, true]) {
      const refused = await net.hs('nodes delete -', { stdin: '6\n', tty });
      expect(refused).toMatchObject({ code: 2, calls: [] });
      expect(refused.err).toContain('--yes');
    }
    expect(await net.hs('nodes delete - -n', { stdin: '6\n' })).toMatchObject({ code: 0 });
  });

  test('nothing there is nothing to do', async () => {
    for (const stdin of ['', '\n', '[]']) {
      const done = await net.hs('nodes delete - --yes -o json', { stdin });
      expect(done).toMatchObject({ code: 0, changes: [], out: '[]\n' });
    }
  });

  test.each([
    ['nodes delete - laptop --yes', '6', 2, '- stands alone'],
    ['nodes delete - --yes', '[{"name": "x"}]', 2, 'has no "id"'],
    ['nodes delete - --yes', '[{"id": 6.5}]', 2, 'has the id'],
    ['nodes delete - --yes', '[6]', 2, 'is no object'],
    ['nodes delete - --yes', '[{', 2, 'begins like JSON and is none'],
    ['nodes delete - --yes', '6\nghost\n', 3, 'There is no node "ghost"'],
    ['nodes delete - --yes', '0\n', 2, 'ids begin with 1'],
  ])('%s with %j ends with %d', async (line, stdin, code, said) => {
    const refused = await net.hs(line, { stdin });
    expect(refused).toMatchObject({ code: code, out: '', changes: [] });
    expect(refused.err).toContain(said);
  });

  test('a bare pipe without - is not read', async () => {
    expect(await net.hs('nodes delete --yes', { stdin: '6\n' })).toMatchObject({ code: 2, calls: [] });
    expect(ids()).toHaveLength(9);
  });
});

describe('by a filter', () => {
  test('all that fit', async () => {
    const gone = await net.hs(['nodes', 'delete', '--filter', 'user=bob and !online', '--yes', '-o', 'name']);
    expect(gone).toMatchObject({ code: 0, out: '4\n' });
    const both = await net.hs('nodes expire --filter user=bob --filter online --yes -o name');
    expect(both).toMatchObject({ code: 0, out: '2\n7\n' });
  });

  test('where nothing fits, nothing is done', async () => {
    const none = await net.hs('nodes delete --filter user=nobody --yes');
    expect(none).toMatchObject({ code: 0, out: '', changes: [] });
    expect(none.err).toContain('No node is meant, so none was deleted');
  });

  test.each([
    ['nodes delete laptop --filter online --yes', 'Either name NODE or give --filter'],
    ['nodes delete --filter usr=x --yes', 'cannot be filtered by "usr"'],
    ['nodes delete --yes', 'NODE is missing'],
    ['apikeys delete --filter online --yes', 'cannot be filtered by "online"'],
  ])('%s is refused before any call', async (line, said) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(said);
  });

  test('a filter that is one thing is asked about as that thing is', async () => {
    const gone = await net.hs('nodes delete --filter id=6', { tty: true, answers: [true] });
    expect(gone.err).toContain(`Delete node laptop (id 6, alice) on ${net.sandbox.address}\n`);
  });
});
