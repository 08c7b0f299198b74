import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORMATS, type Format } from '../../src/output/format.ts';
import { checkRenderOptions, type RenderOptions, renderList, renderOne } from '../../src/output/render.ts';
import { loadStyle } from '../../src/output/style.ts';
import { nodeView } from '../../src/output/views/nodes.ts';
import { preAuthKeyView } from '../../src/output/views/preauthkeys.ts';
import { userView } from '../../src/output/views/users.ts';
import {
  alice,
  bornExpiredKey,
  CLEAR_KEY,
  laptop,
  nameless,
  options,
  reusableKey,
  server,
} from './samples.ts';
import { textOf } from './text-of.ts';

const users = (asked: Partial<RenderOptions>, list = [alice, nameless]): Promise<string> =>
  textOf(renderList(list, userView, options(asked)));

const user = (asked: Partial<RenderOptions>): Promise<string> =>
  textOf(renderOne(alice, userView, options(asked)));

const terminal: Partial<RenderOptions> = { width: 100, timeFormat: 'relative' };

describe('a list', () => {
  test('as a table on a terminal', async () => {
    expect(await users(terminal)).toBe(
      [
        'ID  NAME   DISPLAY NAME   E-MAIL             CREATED',
        '1   alice  Alice Example  alice@example.com  11h ago',
        '12  -      -              carol@example.com  -',
        '',
      ].join('\n'),
    );
  });

  test('as a table in a pipe', async () => {
    expect(await users({})).toBe(
      [
        'ID\tNAME\tDISPLAY NAME\tE-MAIL\tCREATED',
        '1\talice\tAlice Example\talice@example.com\t2026-11-24T00:34:57Z',
        '12\t\t\tcarol@example.com\t',
        '',
      ].join('\n'),
    );
  });

  test('wide has more columns', async () => {
    const [head = ''] = (await users({ format: 'wide' })).split('\n');
    expect(head.split('\t').slice(5)).toEqual(['PROVIDER', 'PROVIDER ID']);
  });

  test('as details, for who hears the screen', async () => {
    expect(await users({ ...terminal, asDetails: true, columns: ['id', 'email'] })).toBe(
      ['ID:      1', 'E-mail:  alice@example.com', '', 'ID:      12', 'E-mail:  carol@example.com', ''].join(
        '\n',
      ),
    );
  });

  test('as JSON', async () => {
    const text = await users({ format: 'json' });
    expect(JSON.parse(text)).toMatchObject([{ id: '1' }, { id: '12', createdAt: null }]);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  test('as lines of JSON', async () => {
    const lines = (await users({ format: 'jsonl' })).split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: '1', name: 'alice' });
  });

  test('as YAML it holds what JSON holds', async () => {
    expect(parse(await users({ format: 'yaml' }))).toEqual(JSON.parse(await users({ format: 'json' })));
  });

  test('as CSV with every column under its JSON name', async () => {
    expect(await users({ format: 'csv' })).toBe(
      [
        'id,name,displayName,email,createdAt,provider,providerId,profilePicUrl',
        '1,alice,Alice Example,alice@example.com,2026-11-24T00:34:57.066234883Z,,,https://example.com/alice.png',
        '12,,,carol@example.com,,oidc,https://id.example.com/carol,',
        '',
      ].join('\r\n'),
    );
  });

  test('as names, ids alone', async () => {
    expect(await users({ format: 'name' })).toBe('1\n12\n');
  });

  test.each<[Format, string]>([
    ['table', ''],
    ['wide', ''],
    ['json', '[]\n'],
    ['jsonl', ''],
    ['yaml', '[]\n'],
    ['csv', 'id,name,displayName,email,createdAt,provider,providerId,profilePicUrl\r\n'],
    ['name', ''],
  ])('an empty one as %s', async (format, text) => {
    expect(await users({ format }, [])).toBe(text);
  });

  test('without headers', async () => {
    const asked = { noHeaders: true, columns: ['name'] };
    expect(await users({ ...asked }, [alice])).toBe('alice\n');
    expect(await users({ ...asked, format: 'csv' }, [alice])).toBe('alice\r\n');
    expect(await users({ ...asked, width: 80 }, [alice])).toBe('alice\n');
  });

  test('is sorted in every format', async () => {
    for (const format of ['name', 'table'] as const) {
      const text = await users({
        format,
        sort: ['-id'],
        noHeaders: true,
        ...(format === 'table' && { columns: ['id'] }),
      });
      expect(text).toBe('12\n1\n');
    }
  });

  test('coloured, the words stay', async () => {
    const style = await loadStyle(1);
    const text = await textOf(
      renderList([laptop, server], nodeView, options({ ...terminal, style, columns: ['online'] })),
    );
    expect(text).toBe('\u001b[1mSTATUS\u001b[22m\n\u001b[32monline\u001b[39m\n\u001b[2moffline\u001b[22m\n');
  });
});

describe('columns', () => {
  test('leave only those fields in JSON, with the documented value', async () => {
    const text = await textOf(
      renderList([server], nodeView, options({ format: 'json', columns: ['givenName', 'user', 'tags'] })),
    );
    expect(JSON.parse(text)).toEqual([{ givenName: 'web', user: null, tags: ['tag:server'] }]);
  });

  test('that do not exist are refused at once, before anything is asked for', () => {
    const asked = options({ columns: ['nam'] });
    expect(() => renderList([alice], userView, asked)).toThrow('Users have no column "nam"');
    expect(() => renderOne(alice, userView, asked)).toThrow('Users have no column "nam"');
    expect(() => checkRenderOptions(userView, asked)).toThrow('Users have no column "nam"');
    expect(() => checkRenderOptions(userView, options({ sort: ['nam'] }))).toThrow(
      'Users have no column "nam"',
    );
    expect(() => checkRenderOptions(userView, options({ sort: ['-name'], columns: ['id'] }))).not.toThrow();
  });

  test('have no meaning where ids alone are printed', () => {
    expect(() => renderList([alice], userView, options({ format: 'name', columns: ['id'] }))).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('--no-headers') as unknown }),
    );
  });
});

describe('one thing', () => {
  test('as details on a terminal, with both forms of a time', async () => {
    expect(await user(terminal)).toBe(
      [
        'ID:            1',
        'Name:          alice',
        'Display name:  Alice Example',
        'E-mail:        alice@example.com',
        'Created:       11h ago (2026-11-24T00:34:57Z)',
        'Provider:      -',
        'Provider ID:   -',
        'Picture:       https://example.com/alice.png',
        '',
      ].join('\n'),
    );
  });

  test('in a pipe', async () => {
    expect(await user({ columns: ['id', 'displayName', 'createdAt'] })).toBe(
      'ID\t1\nDISPLAY NAME\tAlice Example\nCREATED\t2026-11-24T00:34:57Z\n',
    );
    expect(await user({ columns: ['displayName'], noHeaders: true })).toBe('Alice Example\n');
  });

  test('for programs: an object, a line, a document, a row, an id', async () => {
    const json = await user({ format: 'json' });
    expect(JSON.parse(json)).toMatchObject({ id: '1', name: 'alice' });
    expect(JSON.parse(await user({ format: 'jsonl' }))).toEqual(JSON.parse(json));
    expect(parse(await user({ format: 'yaml' }))).toEqual(JSON.parse(json));
    expect((await user({ format: 'csv' })).split('\r\n')).toHaveLength(3);
    expect(await user({ format: 'name' })).toBe('1\n');
  });
});

describe('text from a server', () => {
  const hostile = { ...alice, name: 'a\u001b[2J\nb\tc\u202e' };

  test.each<[Partial<RenderOptions>]>([
    [{ format: 'table' }],
    [{ format: 'wide', width: 80 }],
    [{ width: 80, asDetails: true }],
  ])('is made visible for people: %j', async (asked) => {
    expect(await users({ columns: ['name'], noHeaders: true, ...asked }, [hostile])).toContain(
      'a\\x1b[2J\\nb\\tc\\u202e\n',
    );
  });

  test('is made visible in details', async () => {
    for (const width of [null, 80]) {
      const text = await textOf(renderOne(hostile, userView, options({ width })));
      expect(text).toContain('a\\x1b[2J\\nb\\tc\\u202e\n');
    }
  });

  test('is carried as it is for programs', async () => {
    expect(JSON.parse(await users({ format: 'json' }, [hostile]))).toMatchObject([{ name: hostile.name }]);
    expect(parse(await users({ format: 'yaml' }, [hostile]))).toMatchObject([{ name: hostile.name }]);
    expect(await users({ format: 'csv', columns: ['name'] }, [hostile])).toBe(
      `name\r\n"${hostile.name}"\r\n`,
    );
  });
});

describe('secrets that a server lists in clear', () => {
  const every = async (asked: Partial<RenderOptions>): Promise<string> => {
    const keys = await textOf(renderList([reusableKey, bornExpiredKey], preAuthKeyView, options(asked)));
    const key = await textOf(renderOne(reusableKey, preAuthKeyView, options(asked)));
    const nodes = await textOf(renderList([laptop], nodeView, options(asked)));
    const node = await textOf(renderOne(laptop, nodeView, options(asked)));
    return keys + key + nodes + node;
  };

  test.each([...FORMATS])('are masked in %s', async (format) => {
    for (const width of [null, 200]) expect(await every({ format, width })).not.toContain(CLEAR_KEY.slice(8));
  });

  test.each(['json', 'jsonl', 'yaml', 'csv'] as const)('are shown in %s where asked for', async (format) => {
    expect((await every({ format, reveal: true })).split(CLEAR_KEY)).toHaveLength(5);
  });

  test('are never cut where they are shown', async () => {
    const text = await textOf(
      renderList([reusableKey], preAuthKeyView, options({ ...terminal, width: 40, reveal: true })),
    );
    expect(text).toContain(CLEAR_KEY);
  });

  test('stay masked in every column that can be asked for', async () => {
    const columns = nodeView.columns.map(({ id }) => id);
    for (const format of ['table', 'json', 'csv'] as const) {
      const text = await textOf(renderList([laptop], nodeView, options({ format, columns })));
      expect(text).not.toContain(CLEAR_KEY.slice(8));
    }
  });
});
