import { once } from 'node:events';
import type { OutputStream } from './streams.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Shows long texts a screen at a time. */
export interface Pager {
  /** `not here`: there is none, and nothing was shown. */
  show(text: string): Promise<'shown' | 'not here'>;
  /** While it runs, Ctrl-C is for it. */
  readonly isShowing: boolean;
}

/**
 * Whether a text is longer than the screen of somebody who reads it: on a terminal that can go back, and not where the
 * screen is read aloud.
 */
export function needsPager(
  text: string,
  { stdout, env }: { readonly stdout: OutputStream; readonly env: Env },
): boolean {
  if (!stdout.isTTY || env['TERM'] === 'dumb' || env['HS_ACCESSIBLE'] === '1') return false;
  const columns = stdout.columns || 80;
  const rows = text
    .trimEnd()
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  // The prompt of the shell needs a row too.
  return rows >= (stdout.rows || 24);
}

/**
 * The program and its arguments: `HS_PAGER`, `PAGER`, else less where there is one. `cat` stands for none. Undefined
 * for none.
 */
export function pagerCommand(env: Env, platform: NodeJS.Platform): readonly string[] | undefined {
  const named = env['HS_PAGER'] || env['PAGER'] || (platform === 'win32' ? '' : 'less');
  const words = [...named.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const [program] = words;
  return program === undefined || program === 'cat' ? undefined : words;
}

/** What a pager has no use for, and programs that it starts even less. */
const KEYS = new Set(['HS_API_KEY', 'HEADSCALE_CLI_API_KEY']);

/** The pager of this machine. No shell is started for it. */
export function systemPager({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): Pager {
  let isShowing = false;
  return {
    get isShowing() {
      return isShowing;
    },
    async show(text) {
      const [program, ...args] = pagerCommand(env, platform) ?? [];
      if (program === undefined) return 'not here';
      const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !KEYS.has(name)));
      // Ends at once where all fits, keeps colours, leaves what was read on the screen: as gh and git do.
      const surroundings = { ...kept, LESS: env['LESS'] ?? 'FRX', LV: env['LV'] ?? '-c' };
      isShowing = true;
      try {
        // Loaded where a text is paged, and at no other start.
        const { spawn } = await import('node:child_process');
        const child = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'], env: surroundings });
        // Somebody who has read enough closes it.
        child.stdin.on('error', () => {});
        child.stdin.end(text);
        await once(child, 'close');
        return 'shown';
      } catch {
        return 'not here';
      } finally {
        isShowing = false;
      }
    },
  };
}
