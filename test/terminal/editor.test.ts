import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { editorCommand, systemEditor } from '../../src/terminal/editor.ts';
import { tempFolder } from '../config/support.ts';

const command = (env: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
  editorCommand({ env, platform });

describe('the editor is', () => {
  test.each<[Record<string, string>, readonly string[]]>([
    [{ HS_EDITOR: 'a', VISUAL: 'b', EDITOR: 'c' }, ['a']],
    [{ VISUAL: 'b', EDITOR: 'c' }, ['b']],
    [{ HS_EDITOR: ' ', EDITOR: 'c' }, ['c']],
    [{ EDITOR: 'code --wait' }, ['code', '--wait']],
    [{ EDITOR: '  nano   -w ' }, ['nano', '-w']],
    [{ EDITOR: '"/opt/My Editor/run" -c "set ft=hjson"' }, ['/opt/My Editor/run', '-c', 'set ft=hjson']],
    [{ EDITOR: "'C:\\Program Files\\e.exe' /w" }, ['C:\\Program Files\\e.exe', '/w']],
    [{ EDITOR: 'emacs -eval=(a;$HOME|b)' }, ['emacs', '-eval=(a;$HOME|b)']],
    [{}, ['vi']],
  ])('%j', (env, words) => {
    expect(command(env)).toEqual(words);
  });

  test('notepad on Windows', () => {
    expect(command({}, 'win32')).toEqual(['notepad']);
  });

  test.each(['code "--wait', "it's", '""'])('never %s, whose quotes are wrong', (EDITOR) => {
    expect(() => command({ EDITOR })).toThrow('EDITOR cannot be read');
  });
});

/** A process whose standard error is no terminal of ours. */
function fakeProcess() {
  return Object.assign(new EventEmitter(), { stdout: { isTTY: true } }) as unknown as Parameters<
    typeof systemEditor
  >[0]['process'] &
    EventEmitter;
}

function editorOf(script: string) {
  const temporary = tempFolder();
  const program = path.join(temporary, 'editor');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const aborted = new AbortController();
  const proc = fakeProcess();
  const env = { PATH: '/usr/bin:/bin', HS_EDITOR: `${program} "two words"` };
  const facts = { env, platform: process.platform, temporary, signal: aborted.signal, process: proc };
  return { editor: systemEditor(facts), abort: () => aborted.abort(), proc, temporary };
}

describe('a draft', () => {
  test('is a file of its owner alone, and gone when it is discarded', async () => {
    const { editor, temporary } = editorOf(
      'cd "$(dirname "$0")"; printf "%s|" "$@" > words; stat -c %a "$2" > mode; echo new >> "$2"',
    );
    const draft = await editor.begin('policy.hujson');
    expect(await draft.edit('old\n')).toBe('old\nnew\n');
    expect(readFileSync(path.join(temporary, 'words'), 'utf8')).toBe(`two words|${draft.file}|`);
    expect(readFileSync(path.join(temporary, 'mode'), 'utf8')).toBe('600\n');
    expect(statSync(path.dirname(draft.file)).mode & 0o777).toBe(0o700);
    expect(path.basename(draft.file)).toBe('policy.hujson');
    expect(await draft.read()).toBe('old\nnew\n');
    await draft.discard();
    expect([existsSync(path.dirname(draft.file)), await draft.read()]).toEqual([false, undefined]);
  });

  test.each([
    ['that ends badly', 'echo new > "$2"; exit 3', 'aborted', 'ended with 3'],
    ['that is interrupted', 'echo new > "$2"; kill -INT $$', 'interrupted', 'Interrupted in the editor'],
    ['that is ended', 'echo new > "$2"; kill -TERM $$', 'aborted', 'ended with SIGTERM'],
    ['that takes the file away', 'rm "$2"', 'aborted', 'left no policy.hujson behind'],
    ['that saves no text', 'printf "\\377" > "$2"', 'invalid_value', 'no UTF-8 text'],
  ])('in an editor %s', async (_, script, code, said) => {
    const draft = await editorOf(script).editor.begin('policy.hujson');
    await expect(draft.edit('old\n')).rejects.toMatchObject({ code, message: expect.stringContaining(said) });
    await draft.discard();
  });

  test('in an editor that there is not', async () => {
    const facts = {
      platform: process.platform,
      temporary: tempFolder(),
      signal: new AbortController().signal,
    };
    const editor = systemEditor({ ...facts, env: { EDITOR: '/nonexistent/vi' }, process: fakeProcess() });
    const draft = await editor.begin('policy.hujson');
    await expect(draft.edit('')).rejects.toMatchObject({
      code: 'usage',
      message: 'The editor /nonexistent/vi cannot be started: there is no such program',
    });
  });

  test('where no file can be made', async () => {
    const facts = {
      platform: process.platform,
      temporary: '/dev/null',
      signal: new AbortController().signal,
    };
    const editor = systemEditor({ ...facts, env: {}, process: fakeProcess() });
    await expect(editor.begin('policy.hujson')).rejects.toMatchObject({ code: 'failed' });
  });
});

test("Ctrl-C is the editor's while it runs, and ours again after", async () => {
  const { editor, proc } = editorOf('exit 0');
  let heard = 0;
  proc.on('SIGINT', () => {
    heard += 1;
  });
  const draft = await editor.begin('policy.hujson');
  const edited = draft.edit('x');
  // Written first, started then.
  await expect.poll(() => proc.listenerCount('SIGINT')).toBe(1);
  await edited;
  proc.emit('SIGINT');
  expect(heard).toBe(1);
});

test('a signal from outside ends the editor', async () => {
  const { editor, abort } = editorOf(
    'tail -f /dev/null & trap "kill $!; exit 0" TERM; echo new > "$2"; wait',
  );
  const draft = await editor.begin('policy.hujson');
  const edited = draft.edit('old\n');
  edited.catch(() => {});
  await expect.poll(() => draft.read()).toBe('new\n');
  abort();
  await expect(edited).rejects.toMatchObject({ code: 'interrupted' });
  expect(await draft.read()).toBe('new\n');
});
