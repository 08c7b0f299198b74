import { HsError } from '../errors.ts';

/** Where text is put for pasting. */
export interface Clipboard {
  /**
   * Finds out whether there is one, before anything is made that could then not be handed over.
   * @throws HsError `usage`
   */
  require(): Promise<void>;
  /** @throws HsError `failed` */
  copy(text: string): Promise<void>;
}

/** What is to be known of the machine. */
export interface ClipboardFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Program = readonly [string, ...string[]];

/** A program that does not take the text in this time will not, in milliseconds. */
const TIMEOUT = 3000;

/** The clipboard of the system. The text goes through a pipe, never into arguments, which others could read. */
export function systemClipboard(facts: ClipboardFacts): Clipboard {
  let found: Program | undefined;
  const program = async (): Promise<Program> => {
    for (const candidate of candidates(facts)) {
      if (found) break;
      if (await starts(candidate[0], facts.env)) found = candidate;
    }
    if (found) return found;
    throw new HsError('usage', 'There is no clipboard here', {
      hint:
        facts.platform === 'linux'
          ? 'On a desktop, install wl-clipboard (Wayland) or xclip (X11). Without one, leave --copy out.'
          : 'Leave --copy out.',
    });
  };
  return {
    require: async () => void (await program()),
    copy: async (text) => await feed(await program(), text, facts.env),
  };
}

function candidates({ platform, env }: ClipboardFacts): readonly Program[] {
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip.exe']];
  return [
    ...(env['WAYLAND_DISPLAY'] ? [['wl-copy'] as const] : []),
    ...(env['DISPLAY']
      ? [['xclip', '-selection', 'clipboard'] as const, ['xsel', '--clipboard', '--input'] as const]
      : []),
    // Windows beside this Linux.
    ...(env['WSL_DISTRO_NAME'] ? [['clip.exe'] as const] : []),
  ];
}

/** Whether a program of that name can be run. */
async function starts(name: string, env: ClipboardFacts['env']): Promise<boolean> {
  const { access, constants } = await import('node:fs/promises');
  const { delimiter, join } = await import('node:path');
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    try {
      await access(join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
    }
  }
  return false;
}

async function feed([name, ...args]: Program, text: string, env: ClipboardFacts['env']): Promise<void> {
  // Loaded where something is copied, and at no other start.
  const { spawn } = await import('node:child_process');
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new HsError('failed', `The clipboard did not take it: ${name} ${why}`));
    // What keeps the clipboard alive afterwards must not hold a pipe of ours.
    const child = spawn(name, args, {
      env: { ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      timeout: TIMEOUT,
      killSignal: 'SIGKILL',
    });
    child.once('error', (error) => fail(`does not start (${(error as NodeJS.ErrnoException).code ?? ''})`));
    child.once('close', (code) => (code === 0 ? resolve() : fail(`ended with ${code ?? 'a signal'}`)));
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
