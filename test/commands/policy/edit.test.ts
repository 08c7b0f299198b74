import { describe, expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { HsError } from '../../../src/errors.ts';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { remembering } from '../../support/remembered.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { BAD, OTHER, TEXT } from './texts.ts';

const net = useTailnet();
const HOST = '127.0.0.1';
const FILE = '/drafts/policy.hujson';
const files = { 'p.hujson': TEXT };
const at = { files, tty: true, env: { NO_COLOR: '1' } };
const store = () => net.hs('policy set p.hujson -y', { files });
const stored = async () => (await net.hs('policy get')).out;
const unchanged = (text: string) => text;

describe('what is saved', () => {
  test('is checked, shown, asked and set; nothing is left', async () => {
    await store();
    const seen: string[] = [];
    const edit = (text: string) => {
      seen.push(text);
      return OTHER;
    };
    const edited = await net.hs('policy edit', { ...at, edits: [edit], answers: [HOST] });
    expect(edited).toMatchObject({
      code: 0,
      out: '',
      asked: [`Type ${HOST} to go on`],
      changes: ['SetPolicy'],
    });
    expect(edited.calls.map(({ rpc }) => rpc)).toEqual([
      'GetPolicy',
      'CheckPolicy',
      'GetPolicy',
      'SetPolicy',
    ]);
    expect(seen).toEqual([TEXT]);
    expect(edited.err).toContain('\n-  // one: Ünï 日本\n+  // two: Ünï 日本\n');
    expect(edited.drafts.size).toBe(0);
    expect(await stored()).toBe(OTHER);
  });

  test('is kept as a version that can be had back', async () => {
    const kept = { ...at, state: keptFilesIn(tempFolder(), FACTS) };
    await net.hs('policy set p.hujson -y', kept);
    await net.hs('policy edit --yes', { ...kept, edits: [() => OTHER] });
    expect((await net.hs('policy history -o json', kept)).json()).toMatchObject([{ by: 'policy edit' }]);
    await net.hs('policy rollback -y', kept);
    expect(await stored()).toBe(TEXT);
  });

  test('with -o json is told as a result', async () => {
    await store();
    const edited = await net.hs('policy edit --yes -o json', { ...at, edits: [() => OTHER] });
    expect(edited.json()).toEqual([{ id: 'policy', name: 'policy', status: 'changed' }]);
  });

  test('as it was, is no change', async () => {
    await store();
    const edited = await net.hs('policy edit -o json', { ...at, edits: [unchanged] });
    expect(edited).toMatchObject({ code: 0, asked: [], changes: [] });
    expect(edited.json()).toEqual([{ id: 'policy', name: 'policy', status: 'unchanged' }]);
    expect(edited.drafts.size).toBe(0);
    expect((await net.hs('policy edit', { ...at, edits: [unchanged] })).err).toContain(
      'Nothing was edited, so the policy is unchanged',
    );
  });

  test('empty is not set', async () => {
    await store();
    const edited = await net.hs('policy edit -y', { ...at, edits: [() => ' \n'] });
    expect(edited).toMatchObject({ code: 1, changes: [] });
    expect(edited.err).toContain('What was saved is empty');
    expect(edited.drafts.size).toBe(0);
  });
});

test('where there is no policy it begins with one that changes nothing', async () => {
  const edited = await net.hs('policy edit', { ...at, edits: [unchanged] });
  expect(edited).toMatchObject({ code: 0, changes: [] });
  const edit = (text: string) => text.replace('Everything', 'All');
  expect((await net.hs('policy edit -y', { ...at, edits: [edit] })).code).toBe(0);
  expect(await stored()).toContain('// All is allowed');
});

describe('what is refused', () => {
  test.each(['0.29', '0.30'] as const)(
    '%s: is opened again with the reason above its line',
    async (release) => {
      await net.start({ release });
      await store();
      let reopened = '';
      const mend = (text: string) => {
        reopened = text;
        return text.replace(/^ {2}acls/m, '  "acls"').replace('// one', '// three');
      };
      const edited = await net.hs('policy edit -y', { ...at, edits: [() => BAD, mend] });
      expect(edited).toMatchObject({ code: 0, changes: ['SetPolicy'] });
      const lines = reopened.split('\n');
      expect(lines[0]).toMatch(/^\/\/ >>> hs: mend it and save/);
      expect(lines[3]).toMatch(/^\/\/ >>> hs: The server .* line 3, column 3: invalid literal: acls$/);
      expect(lines[4]).toBe(BAD.split('\n')[2]);
      expect(await stored()).toBe(TEXT.replace('// one', '// three'));
    },
  );

  test('and saved again as it is, is given up, and its file is named', async () => {
    await store();
    const edited = await net.hs('policy edit -y', { ...at, edits: [() => BAD, unchanged] });
    expect(edited).toMatchObject({ code: 1, changes: [] });
    expect(edited.err).toContain(
      'The server refuses the policy: parsing policy: parsing HuJSON: hujson: line 3, column 3',
    );
    expect(edited.err).toContain(`What you wrote is in ${FILE}`);
    expect(edited.drafts.get(FILE)).toBe(BAD);
  });

  test('and then made as it was, is no change', async () => {
    await store();
    const edited = await net.hs('policy edit -y', { ...at, edits: [() => BAD, () => TEXT] });
    expect(edited).toMatchObject({ code: 0, changes: [] });
  });

  test('by hs alone, before 0.29, can be set all the same', async () => {
    await net.start({ release: '0.26' });
    await store();
    const odd = TEXT.replace('{\n', '{\n  "owners": {},\n');
    let reopened = '';
    const look = (text: string) => {
      reopened = text;
      return text;
    };
    const edited = await net.hs('policy edit', { ...at, edits: [() => odd, look], answers: [HOST] });
    expect(reopened).toContain(
      '\n// >>> hs: line 2, column 3: There is no field "owners" here, and this server ignores it\n  "owners"',
    );
    expect(edited.err).toContain('Warning: line 2, column 3: There is no field "owners" here');
    expect(edited.changes).toEqual(['SetPolicy']);
    expect(await stored()).toBe(odd);
  });
});

describe('what is not set in the end is left in a file that is named', () => {
  test('where the answer is no', async () => {
    await store();
    const edited = await net.hs('policy edit', { ...at, edits: [() => OTHER], answers: ['no'] });
    expect(edited).toMatchObject({ code: 1, changes: [] });
    expect(edited.err).toContain(`Aborted, nothing changed\nWhat you wrote is in ${FILE}`);
    expect(edited.drafts.get(FILE)).toBe(OTHER);
  });

  test('where somebody else changed the policy meanwhile', async () => {
    await store();
    const third = TEXT.replace('// one', '// three');
    const other = async () =>
      void (await net.sandbox.core.call('SetPolicy', { policy: third }, { trusted: true }));
    const edited = await net.hs('policy edit', {
      ...at,
      edits: [() => OTHER],
      answers: [HOST],
      whenAsked: other,
    });
    expect(edited.code).toBe(5);
    expect(edited.err).toContain(FILE);
    expect(edited.drafts.get(FILE)).toBe(OTHER);
    expect(await stored()).toBe(third);
  });

  test('where the server fails', async () => {
    await store();
    const through = (api: object) =>
      Object.create(api, {
        setPolicy: { value: () => Promise.reject(new HsError('answer_lost', 'It is lost')) },
      }) as never;
    const edited = await net.hs('policy edit -y', { ...at, edits: [() => OTHER], through });
    expect(edited.code).toBe(6);
    expect(edited.err).toContain(FILE);
    expect(edited.drafts.get(FILE)).toBe(OTHER);
  });

  test('where it was a dry run', async () => {
    await store();
    const edited = await net.hs('policy edit -n', { ...at, edits: [() => OTHER] });
    expect(edited).toMatchObject({ code: 0, changes: [] });
    expect(edited.err).toContain('+  // two');
    expect(edited.err).toContain(`What you wrote is in ${FILE}`);
  });

  test('and nothing is where nothing was written', async () => {
    await store();
    const failing = () => {
      throw new HsError('aborted', 'The editor vi ended with 1, so nothing was changed');
    };
    const edited = await net.hs('policy edit', { ...at, edits: [failing] });
    expect(edited).toMatchObject({ code: 1, changes: [] });
    expect(edited.err).not.toContain(FILE);
    expect(edited.drafts.size).toBe(0);
  });
});

describe('before the editor is opened', () => {
  test.each([
    ['without a terminal', 'policy edit --yes', { tty: false }],
    ['with CI set', 'policy edit', { tty: true, env: { CI: '1' } }],
    ['with --no-input', 'policy edit --no-input', { tty: true }],
  ])('%s it is refused, and nothing is sent', async (_, line, how) => {
    const refused = await net.hs(line, how);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain('Editing the policy needs a terminal');
    expect(refused.err).toContain('hs policy set FILE');
  });

  test('a read-only context refuses it', async () => {
    const context = { ...newContext('look', net.sandbox.address), readOnly: true };
    const { contexts } = await remembering([context, net.sandbox.apiKey]);
    const refused = await net.hs('policy edit', {
      tty: true,
      contexts,
      env: { HS_ADDRESS: '', HS_API_KEY: '' },
    });
    expect(refused).toMatchObject({ code: 2, changes: [] });
    expect(refused.err).toContain('The context look is read-only');
  });

  test('a policy that is a file on the server is refused', async () => {
    const { writeFileSync } = await import('node:fs');
    const policyPath = `${tempFolder()}/acl.hujson`;
    writeFileSync(policyPath, TEXT);
    await net.start({ policyMode: 'file', policyPath });
    const refused = await net.hs('policy edit', at);
    expect(refused).toMatchObject({ code: 1, changes: [] });
    expect(refused.err).toContain('The server reads its policy from a file');
  });
});
