import { hostAndPort, type ServerAddress } from '../address.ts';
import type { SshAddress } from './ssh-address.ts';

/** How ssh is to log in. */
export interface Login {
  /** The socket on which it takes further wishes, in a folder of our own. */
  readonly control: string;
  /** How long it may take to connect, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether it may ask somebody for a passphrase, or about a host key. */
  readonly mayAsk: boolean;
  /** Where its messages go, if not to its standard error. */
  readonly log?: string | undefined;
}

/**
 * Logs in and does nothing more. What the configuration says of the host holds, but for what would reach beyond this
 * one command: its forwards (they would take ports, or agents on the far side, from other sessions) and a shared
 * connection (what is forwarded through one stays open after us, and one that we began would outlive us).
 */
export function loginArguments(
  { user, host, port }: SshAddress,
  { control, timeoutMs, mayAsk, log }: Login,
): string[] {
  const options = {
    ClearAllForwardings: 'yes',
    ControlMaster: 'yes',
    ControlPath: control,
    ControlPersist: 'no',
    PermitLocalCommand: 'no',
    StreamLocalBindMask: '0177',
    ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
    ...(mayAsk ? {} : { BatchMode: 'yes' }),
  };
  return [
    // No command, no terminal, no agent, no X11.
    ...['-N', '-T', '-a', '-x'],
    ...(log === undefined ? [] : ['-E', log]),
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    ...['--', host],
  ];
}

/**
 * Asks the ssh that has logged in for a socket that leads to Headscale. A forward asked for so is not touched by
 * ClearAllForwardings, and the exit code says whether it is there.
 */
export function forwardArguments(
  { host, target }: SshAddress,
  { control, local }: { readonly control: string; readonly local: string },
): string[] {
  return ['-F', 'none', '-S', control, '-O', 'forward', '-L', `${local}:${remote(target)}`, '--', host];
}

/** The command a person types to see for themselves. */
export function byHand({ user, host, port }: SshAddress): string {
  const place = user === undefined ? host : `${user}@${host}`;
  return port === undefined ? `ssh ${place}` : `ssh -p ${port} ${place}`;
}

function remote(target: ServerAddress): string {
  return target.kind === 'unix' ? target.path : hostAndPort(target);
}
