import type { OutputStream } from './streams.ts';

/** Shorter waits show nothing: what flickers tells nobody anything. Milliseconds. */
const DELAY = 300;

/** A sign that something is going on. */
export interface Spinner {
  /** Says something else, such as `12/40 expired`. The text must be safe for a terminal. */
  update(text: string): void;
  /** Takes it off the screen. To be called before anything else is written; more than once does no harm. */
  stop(): void;
}

export interface SpinnerOptions {
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Under `--quiet`, for one. */
  readonly off?: boolean | undefined;
}

const NONE: Spinner = { update: () => {}, stop: () => {} };

/** Whether anything can spin: on a terminal only, and not in CI, on `TERM=dumb` or for a screen reader. */
export function canSpin({ stderr, env }: Pick<SpinnerOptions, 'stderr' | 'env'>): boolean {
  return Boolean(stderr.isTTY) && !env['CI'] && env['TERM'] !== 'dumb' && env['HS_ACCESSIBLE'] !== '1';
}

/**
 * Spins on stderr once 300 ms have gone by, on a terminal only: never in a pipe, in CI, on `TERM=dumb` or for a screen
 * reader (`HS_ACCESSIBLE=1`).
 */
export function startSpinner(text: string, { stderr, env, off = false }: SpinnerOptions): Spinner {
  if (off || !canSpin({ stderr, env })) return NONE;
  let shown: { text: string; stop(): unknown } | undefined;
  let stopped = false;
  let latest = text;

  const show = async (): Promise<void> => {
    const { default: yoctoSpinner } = await import('yocto-spinner');
    if (stopped) return;
    // Signals are ours to handle: a first Ctrl-C says what was done, which this would cut short.
    shown = yoctoSpinner({
      text: latest,
      stream: stderr,
      handleSignals: false,
    }).start();
  };
  const timer = setTimeout(() => void show(), DELAY);
  timer.unref();

  return {
    update(next) {
      latest = next;
      if (shown) shown.text = next;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      shown?.stop();
      shown = undefined;
    },
  };
}
