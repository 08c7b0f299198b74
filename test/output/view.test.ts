import { describe, expect, test } from 'vitest';
import {
  type CellValue,
  detailColumns,
  findColumn,
  machineText,
  selectColumns,
  type View,
} from '../../src/output/view.ts';
import { apiKeyView } from '../../src/output/views/apikeys.ts';
import { changeView } from '../../src/output/views/changes.ts';
import { nodeView } from '../../src/output/views/nodes.ts';
import { preAuthKeyView } from '../../src/output/views/preauthkeys.ts';
import { routeView } from '../../src/output/views/routes.ts';
import { userView } from '../../src/output/views/users.ts';
import { at } from './samples.ts';

describe('columns by name', () => {
  test('exactly, or whatever the case', () => {
    expect(findColumn(userView, 'displayName').header).toBe('Display name');
    expect(findColumn(userView, ' displayname').header).toBe('Display name');
  });

  test.each([
    ['displyName', 'Did you mean displayName? Columns: '],
    ['colour', 'Columns: id, name, displayName, email, createdAt, provider, providerId, profilePicUrl'],
    ['providr', 'Did you mean provider'],
  ])('"%s" is refused with what there is', (id, hint) => {
    expect(() => findColumn(userView, id)).toThrow(
      expect.objectContaining({
        code: 'invalid_value',
        message: `Users have no column "${id}"`,
        hint: expect.stringContaining(hint) as unknown,
      }),
    );
  });

  test('those asked for come in the order asked', () => {
    const ids = selectColumns(nodeView, 'table', ['tags', 'machineKey', 'id']).map(({ id }) => id);
    expect(ids).toEqual(['tags', 'machineKey', 'id']);
  });

  test('wide has more than the table, csv has all', () => {
    const counts = (['table', 'wide', 'csv'] as const).map(
      (format) => selectColumns(nodeView, format).length,
    );
    expect(counts).toEqual([8, 14, 18]);
  });

  test('what sums up others is for people, and the others for programs', () => {
    const ids = (format: 'table' | 'wide' | 'csv') => selectColumns(nodeView, format).map(({ id }) => id);
    expect(ids('table')).toEqual(['id', 'givenName', 'user', 'address', 'state', 'expiry', 'tags', 'routes']);
    expect(ids('wide')).not.toContain('address');
    expect(ids('wide')).toEqual(expect.arrayContaining(['ipAddresses', 'state', 'lastSeen', 'subnetRoutes']));
    for (const id of ['address', 'state', 'routes']) expect(ids('csv')).not.toContain(id);
    expect(detailColumns(nodeView).map(({ id }) => id)).toEqual(ids('csv'));
    for (const { id } of nodeView.columns) expect(selectColumns(nodeView, 'csv', [id])).toHaveLength(1);
  });

  test('keys stand in no table, unless they are asked for', () => {
    const ids = (format: 'table' | 'wide', reveal: boolean) =>
      selectColumns(preAuthKeyView, format, undefined, reveal).map(({ id }) => id);
    expect(ids('table', false)).not.toContain('key');
    expect(ids('table', true)).toContain('key');
    expect(ids('wide', false)).toContain('key');
    for (const key of ['machineKey', 'nodeKey', 'discoKey', 'preAuthKey']) {
      expect(selectColumns(nodeView, 'wide').map(({ id }) => id)).not.toContain(key);
    }
  });
});

describe('every view', () => {
  const described = <T>(view: View<T>) => [view.many, view.columns] as const;

  test.each<readonly [string, readonly { id: string; header: string; description: string }[]]>([
    described(userView),
    described(nodeView),
    described(preAuthKeyView),
    described(apiKeyView),
    described(routeView),
    described(changeView),
  ])('%s: column ids differ, are camelCase, and each is described', (_many, columns) => {
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    for (const { id, header, description } of columns) {
      expect(id).toMatch(/^[a-z][A-Za-z]*$/);
      expect(header).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^\S.*[^.]$/);
    }
  });
});

describe('a value for programs', () => {
  test.each<[CellValue, string]>([
    ['a\u001b', 'a\u001b'],
    [7, '7'],
    [true, 'true'],
    [null, ''],
    [['a', 'b'], 'a,b'],
    [[], ''],
    [at('2026-11-24T00:34:57.066234883Z'), '2026-11-24T00:34:57.066234883Z'],
  ])('%j', (value, text) => {
    expect(machineText(value)).toBe(text);
  });
});
