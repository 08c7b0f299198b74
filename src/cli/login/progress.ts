import type { NamedAddress } from '../../headscale/named-address.ts';
import { canSpin, type Spinner, startSpinner } from '../../terminal/spinner.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Presenter } from '../presenter.ts';

/** What is said while a server is looked for. */
export interface Progress {
  say(text: string): void;
  /** To be called before anything else is written. */
  stop(): void;
}

/** One line that spins on a terminal, else a line for each step. Beside an ssh that may ask, nothing spins. */
export function loginProgress(
  address: NamedAddress,
  { streams: { stderr }, env }: Pick<Dependencies, 'streams' | 'env'>,
  out: Presenter,
): Progress {
  const spins = canSpin({ stderr, env }) && !out.how.machine && address.kind !== 'ssh';
  let spinner: Spinner | undefined;
  return {
    say(text) {
      if (!spins) out.note(text);
      else if (spinner) spinner.update(text);
      else spinner = startSpinner(text, { stderr, env, off: out.how.quiet });
    },
    stop: () => spinner?.stop(),
  };
}
