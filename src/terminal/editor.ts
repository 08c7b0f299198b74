import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type process from 'node:process';
import { HsError } from '../errors.ts';

/** Lets a person edit texts in a program of theirs. */
export interface Editor {
  /** A text to be edited, in a file that nobody else can read. Throws `failed` where it cannot be made. */
  begin(name: string): Promise<Draft>;
}

/** A text that is being edited. The file stays until it is discarded. */
export interface Draft {
  readonly file: string;
  /**
   * Writes the text into the file, opens it in the editor and answers what stands there when the editor has ended.
   * @throws HsError `usage` where the editor cannot be started, `aborted` where it says that it failed, `interrupted`
   */
  edit(text: string): Promise<string>;
  /** What stands in the file now; undefined where it is gone, or no text. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  /** Takes the file and its folder away. */
  discard(): Promise<void>;
}

/** What an editor takes from outside. */
export interface EditorFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Where temporary files go. */
  readonly temporary: string;
  /** Aborted by a signal from outside: the editor is then ended. */
  readonly signal: AbortSignal;
  /** Whose Ctrl-C is the editor's own while it runs, and whether its stdout is a terminal. */
  readonly process: Pick<typeof process, 'listeners' | 'on' | 'removeAllListeners' | 'stdout'>;
}

/** The editor that HS_EDITOR, VISUAL or EDITOR names, else the one that every system has. */
export function systemEditor(facts: EditorFacts): Editor {
  return {
    async begin(name) {
      const command = editorCommand(facts);
      const folder = await mkdtemp(path.join(facts.temporary, 'hs-')).catch((cause: unknown) => {
        throw new HsError('failed', `No file to edit can be made in ${facts.temporary}`, {
          hint: 'Name another folder in TMPDIR.',
          cause,
        });
      });
      const file = path.join(folder, name);
      return {
        file,
        read: () => readEdited(file).catch(() => undefined),
        write: (text) => writeFile(file, text, { mode: 0o600 }),
        async edit(text) {
          await writeFile(file, text, { mode: 0o600 });
          await runEditor(command, file, facts);
          return await readEdited(file);
        },
        discard: () => rm(folder, { recursive: true, force: true }),
      };
    },
  };
}

type Words = readonly [string, ...string[]];

const NAMED_BY = ['HS_EDITOR', 'VISUAL', 'EDITOR'] as const;

/**
 * The program and its arguments: words between spaces, where quotes keep spaces together. No shell reads them.
 * @throws HsError `usage` for a quote that is not closed
 */
export function editorCommand({ env, platform }: Pick<EditorFacts, 'env' | 'platform'>): Words {
  const by = NAMED_BY.find((name) => env[name]?.trim());
  if (by === undefined) return [platform === 'win32' ? 'notepad' : 'vi'];
  const text = env[by] ?? '';
  const words = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
  const [program, ...args] = words;
  if (text.replaceAll(/"[^"]*"|'[^']*'/g, '').search(/["']/) === -1 && program) return [program, ...args];
  throw new HsError('usage', `${by} cannot be read: it names no program, or a quote in it is not closed`);
}

async function runEditor(
  [program, ...args]: Words,
  file: string,
  { env, platform, signal, process: proc }: EditorFacts,
): Promise<void> {
  // Loaded where something is edited, and at no other start.
  const { spawn } = await import('node:child_process');
  // Ctrl-C reaches every program on the terminal, and means something in many editors.
  const ours = proc.listeners('SIGINT') as (() => void)[];
  proc.removeAllListeners('SIGINT').on('SIGINT', leaveIt);
  const restore = () => {
    proc.removeAllListeners('SIGINT');
    for (const listener of ours) proc.on('SIGINT', listener);
  };
  return await new Promise<void>((resolve, reject) => {
    const child = spawn(program, [...args, file], {
      env: { ...env },
      shell: false,
      // What hs prints may go into a file; the editor draws on the terminal all the same.
      stdio: ['inherit', proc.stdout.isTTY ? 'inherit' : 2, 'inherit'],
    });
    const stop = () => child.kill('SIGTERM');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (cause) => reject(notStarted(program, platform, cause)));
    child.once('close', (code, by) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted || by === 'SIGINT')
        reject(new HsError('interrupted', 'Interrupted in the editor, nothing changed'));
      else if (code === 0) resolve();
      else
        reject(
          new HsError('aborted', `The editor ${program} ended with ${code ?? by}, so nothing was changed`),
        );
    });
  }).finally(restore);
}

function leaveIt(): void {}

function notStarted(program: string, platform: NodeJS.Platform, cause: Error): HsError {
  const code = 'code' in cause ? String(cause.code) : '';
  const why = code === 'ENOENT' ? 'there is no such program' : code === 'EACCES' ? 'it is no program' : code;
  const hint =
    platform === 'win32'
      ? 'Name one in HS_EDITOR: an .exe, since a .cmd or .bat needs a shell.'
      : 'Name one in HS_EDITOR, VISUAL or EDITOR, such as nano or "code --wait".';
  return new HsError('usage', `The editor ${program} cannot be started: ${why}`, { hint, cause });
}

async function readEdited(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new HsError('aborted', `The editor left no ${path.basename(file)} behind, so nothing was changed`, {
      cause,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new HsError('invalid_value', 'What was saved is no UTF-8 text, so nothing was changed', { cause });
  }
}
