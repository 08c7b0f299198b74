import { HsError } from '../../errors.ts';
import type { SshForward } from './forward.ts';
import type { SshAddress } from './ssh-address.ts';

/** The machine on which ssh is started. */
export interface SshSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether somebody is at the terminal whom ssh may ask; `noInput` is `--no-input`. */
  readonly mayAsk: (noInput: boolean) => boolean;
}

/** What one command wants of ssh. */
export interface TunnelWish {
  /** How long a login may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly noInput?: boolean | undefined;
}

/** A tunnel in use. */
export interface TunnelLease {
  readonly tunnel: SshForward;
  /** Ends ssh, unless somebody else of this process uses it. */
  release(): void;
}

/** Variables that hold a key for Headscale: neither ssh nor what its configuration starts gets to see them. */
const KEYS = new Set(['HS_API_KEY', 'HEADSCALE_CLI_API_KEY']);

/** Every ssh of this process. One for each address, whoever needs it: nobody is asked for a passphrase twice. */
export class SshTunnels {
  readonly #surroundings: SshSurroundings;
  readonly #inUse = new Map<string, { readonly tunnel: SshForward; users: number }>();
  #over = false;

  constructor(surroundings: SshSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Starts ssh, or takes part in one that runs. Whether it is logged in is for its `ready` to say.
   * @throws HsError `usage` on Windows, `unreachable` where nothing can be started, `interrupted` after the end
   */
  async take(address: SshAddress, wish: TunnelWish): Promise<TunnelLease> {
    if (this.#surroundings.platform === 'win32') throw notOnWindows(address);
    const { SshForward } = await import('./forward.ts');
    if (this.#over) throw new HsError('interrupted', 'Interrupted before ssh was started');
    const known = this.#inUse.get(address.text);
    const shared =
      known && !known.tunnel.over ? known : { tunnel: this.#start(SshForward, address, wish), users: 0 };
    this.#inUse.set(address.text, shared);
    shared.users += 1;
    let released = false;
    return {
      tunnel: shared.tunnel,
      release: () => {
        if (released) return;
        released = true;
        shared.users -= 1;
        if (shared.users === 0) shared.tunnel.close();
      },
    };
  }

  /** Ends every ssh, at once: for the end of the process, whatever the reason. */
  closeAll(): void {
    this.#over = true;
    for (const { tunnel } of this.#inUse.values()) tunnel.close();
  }

  #start(
    Forward: typeof SshForward,
    address: SshAddress,
    { timeoutMs, signal, noInput = false }: TunnelWish,
  ): SshForward {
    const { env, mayAsk } = this.#surroundings;
    const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !KEYS.has(name)));
    try {
      return new Forward(address, { env: kept, mayAsk: mayAsk(noInput), timeoutMs, signal });
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new HsError('unreachable', `ssh cannot be started for ${address.text} (${code})`, {
        hint: 'It needs a folder for its socket, in XDG_RUNTIME_DIR, TMPDIR or /tmp.',
        cause,
      });
    }
  }
}

/** OpenSSH for Windows opens no unix sockets (PowerShell/openssh-portable, pull request 850). */
function notOnWindows({ text, target, user, host }: SshAddress): HsError {
  const port = target.kind === 'tcp' ? target.port : 50_443;
  const far = target.kind === 'tcp' ? target.host : 'localhost';
  return new HsError('usage', `${text} cannot be used on Windows: its ssh cannot forward to a socket`, {
    hint: `Use hs inside WSL, or an API key and a port: ssh -N -L 127.0.0.1:50443:${far}:${port} ${user === undefined ? '' : `${user}@`}${host}, then http://127.0.0.1:50443.`,
  });
}
