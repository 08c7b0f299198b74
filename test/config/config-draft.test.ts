import { describe, expect, test } from 'vitest';
import { ConfigDocument, type ConfigDraft } from '../../src/config/config-yaml.ts';
import { newContext } from '../../src/config/context.ts';
import { refusalOf } from '../domain/refusal.ts';

const FILE = 'config.yaml';

function edited(text: string, edit: (draft: ConfigDraft) => void): string {
  const document = new ConfigDocument(text, FILE);
  edit(document);
  return document.text();
}

describe('editing', () => {
  const TEXT = `# my servers
version: 1
colour: red # mine
currentContext: home

contexts:
  # the one at home
  home:
    address: hs.example.org # behind the router
    note: keep me
    readOnly: false # for now
    output:
      format: wide
      theme: dark
  work:
    address: https://hs.work.example
`;

  test('a change leaves comments, unknown keys and everything else as they are', () => {
    const text = edited(TEXT, (draft) => {
      const home = draft.config.contexts.get('home');
      if (home) draft.put({ ...home, address: 'hs2.example.org', defaultUser: 'alice', format: undefined });
    });
    expect(text).toBe(`# my servers
version: 1
colour: red # mine
currentContext: home

contexts:
  # the one at home
  home:
    address: hs2.example.org # behind the router
    note: keep me
    readOnly: false # for now
    output:
      theme: dark
    defaultUser: alice
  work:
    address: https://hs.work.example
`);
  });

  test('a renamed context keeps what belongs to it and stays the current one', () => {
    const text = edited(TEXT, (draft) => {
      draft.rename('home', 'house');
      expect(draft.config.currentContext).toBe('house');
      expect([...draft.config.contexts.keys()]).toEqual(['house', 'work']);
    });
    expect(text).toBe(
      TEXT.replace('currentContext: home', 'currentContext: house').replace('  home:', '  house:'),
    );
  });

  test('a removed context is gone, and no longer the current one', () => {
    const text = edited(TEXT, (draft) => draft.remove('home'));
    expect(text).not.toContain('hs.example.org');
    expect(text).not.toContain('currentContext');
    expect(text).toContain('# my servers');
    expect([...new ConfigDocument(text, FILE).config.contexts.keys()]).toEqual(['work']);
  });

  test('the first context of all', () => {
    const text = edited('# made by hand\n', (draft) => {
      draft.put(newContext('home', 'hs.example.org'));
      draft.use('home');
    });
    expect(text).toBe(`# made by hand

version: 1
contexts:
  home:
    address: hs.example.org
currentContext: home
`);
  });

  test('a context that is new can be changed and renamed at once', () => {
    const text = edited('', (draft) => {
      draft.put(newContext('a', 'x'));
      draft.put({ ...newContext('a', 'x'), readOnly: true });
      draft.rename('a', 'b');
    });
    expect(text).toBe('version: 1\ncontexts:\n  b:\n    address: x\n    readOnly: true\n');
  });

  test('an empty mapping in one line is opened', () => {
    const text = edited('version: 1\ncontexts: {}\n', (draft) => draft.put(newContext('a', 'x')));
    expect(text).toBe('version: 1\ncontexts:\n  a:\n    address: x\n');
  });

  test('a context that was there without a word of the file is not written again', () => {
    const document = new ConfigDocument(TEXT, FILE);
    const home = document.config.contexts.get('home');
    if (home) document.put({ ...home });
    document.use('home');
    document.rename('home', 'home');
    expect(document.isChanged).toBe(false);
  });

  test.each<[string, (draft: ConfigDraft) => void, string, string]>([
    ['remove', (draft) => draft.remove('hone'), 'not_found', 'There is no context "hone"'],
    ['use', (draft) => draft.use('hone'), 'not_found', 'There is no context "hone"'],
    ['rename', (draft) => draft.rename('hone', 'x'), 'not_found', 'There is no context "hone"'],
    [
      'rename to one that is there',
      (draft) => draft.rename('home', 'work'),
      'conflict',
      'There is a context "work" already',
    ],
    [
      'rename to no name',
      (draft) => draft.rename('home', 'a b'),
      'invalid_value',
      '"a b" cannot be the name',
    ],
    [
      'put under no name',
      (draft) => draft.put({ ...newContext('x', 'y'), name: '-' }),
      'invalid_value',
      '"-" cannot be',
    ],
  ])('%s is refused and changes nothing', (_, edit, code, message) => {
    const document = new ConfigDocument(TEXT, FILE);
    const refusal = refusalOf(() => edit(document));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(message);
    expect(document.isChanged).toBe(false);
    expect(document.text()).toBe(TEXT);
  });

  test('who looks for a similar one is told', () => {
    expect(refusalOf(() => edited(TEXT, (draft) => draft.use('hone'))).hint).toBe('Did you mean home?');
  });
});
