import { HsError } from '../errors.ts';
import { parseNodeName } from './node-name.ts';
import { isExitRoute, parseRoutes } from './route.ts';

/** The systems that Tailscale's client runs on, in the order they are shown. */
export const DEVICE_SYSTEMS = ['linux', 'macos', 'windows', 'android', 'ios'] as const;

export type DeviceSystem = (typeof DEVICE_SYSTEMS)[number];

/** How a device is to join. */
export interface Joining {
  /** The URL that devices log in to. */
  readonly loginServer: string;
  /** Undefined where the device is let in by hand. */
  readonly authKey: string | undefined;
  readonly hostname: string | undefined;
  /** Canonical prefixes without those of exit nodes. */
  readonly advertiseRoutes: readonly string[];
  readonly advertiseExitNode: boolean;
}

/** What to do on one system: a line to type, or steps to go where there is none. */
export interface JoinStep {
  readonly system: DeviceSystem;
  /** The name people know it by. */
  readonly name: string;
  /** The line to type; null where the app has no command line. */
  readonly command: string | null;
  /** What to do, in words. Holds no secret: the key is named beside it. */
  readonly steps: readonly string[];
}

/** How the joining device is to call itself and what it is to announce, as typed. */
export interface JoiningFlags {
  readonly hostname?: string | undefined;
  readonly 'advertise-routes'?: readonly string[] | undefined;
  readonly 'advertise-exit-node': boolean;
}

/**
 * What the flags say about the device.
 * @throws HsError `invalid_value`; `usage` for the routes of an exit node, which have a flag of their own
 */
export function parseJoining(
  flags: JoiningFlags,
): Pick<Joining, 'hostname' | 'advertiseRoutes' | 'advertiseExitNode'> {
  const advertiseRoutes = parseRoutes(flags['advertise-routes'] ?? []);
  if (advertiseRoutes.some(isExitRoute)) {
    throw new HsError('usage', '0.0.0.0/0 and ::/0 are the routes of an exit node', {
      hint: 'Use --advertise-exit-node for them.',
    });
  }
  return {
    hostname: flags.hostname === undefined ? undefined : parseNodeName(flags.hostname),
    advertiseRoutes,
    advertiseExitNode: flags['advertise-exit-node'],
  };
}

/**
 * What the owner of a device types or taps to join, for each system that is asked for. What phones
 * cannot be told is left out there: see `leftToTheAdmin`.
 */
export function joinSteps(joining: Joining, systems: readonly DeviceSystem[]): JoinStep[] {
  return DEVICE_SYSTEMS.filter((system) => systems.includes(system)).map((system) => STEPS[system](joining));
}

const STEPS: Readonly<Record<DeviceSystem, (joining: Joining) => JoinStep>> = {
  linux: (joining) =>
    typed('linux', 'Linux', `sudo ${tailscaleUp(joining)}`, forwards(joining) ? [LINUX_FORWARDS] : []),
  macos: (joining) => typed('macos', 'macOS', tailscaleUp(joining), []),
  windows: (joining) =>
    typed('windows', 'Windows', `${tailscaleUp(joining)} --unattended`, [
      'In PowerShell as administrator; --unattended keeps it connected when nobody is logged in',
    ]),
  android: (joining) =>
    tapped(
      'android',
      'Android',
      joining,
      'In the app: settings, Accounts, the three dots, Use an alternate server',
      joining.advertiseExitNode ? ['Then: Exit node, Run as exit node'] : [],
    ),
  ios: (joining) =>
    tapped(
      'ios',
      'iOS',
      joining,
      'In the app: account, Log in, the menu above, Use custom coordination server',
    ),
};

function typed(system: DeviceSystem, name: string, command: string, steps: readonly string[]): JoinStep {
  return { system, name, command, steps };
}

function tapped(
  system: DeviceSystem,
  name: string,
  { loginServer, authKey }: Joining,
  menu: string,
  more: readonly string[] = [],
): JoinStep {
  const server = `${menu}: ${loginServer}`;
  const login =
    authKey === undefined
      ? 'Log in there, and send what the page shows'
      : 'Then, in the same menu, Use an auth key: paste the key';
  return { system, name, command: null, steps: [server, login, ...more] };
}

/** Whether the device is to pass on what others send through it. */
function forwards({ advertiseRoutes, advertiseExitNode }: Joining): boolean {
  return advertiseRoutes.length > 0 || advertiseExitNode;
}

/** Linux passes nothing on unless it is told to; other systems do it in Tailscale itself. */
const LINUX_FORWARDS =
  'It has to pass traffic on: sudo sysctl -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 ' +
  '(lasts until the next start; in a file of /etc/sysctl.d it stays)';

/**
 * What the apps of phones cannot be told, of what was asked for: they announce no subnets, and take their name from the
 * device. Undefined where there is nothing.
 */
export function leftToTheAdmin(
  joining: Pick<Joining, 'hostname' | 'advertiseRoutes' | 'advertiseExitNode'>,
  systems: readonly DeviceSystem[],
): string | undefined {
  const has = (system: DeviceSystem) => systems.includes(system);
  if (!has('android') && !has('ios')) return undefined;
  const phones = [...(has('android') ? ['Android'] : []), ...(has('ios') ? ['iOS'] : [])].join(' and ');
  const cannot = [
    ...(joining.hostname === undefined ? [] : ['--hostname (hs nodes rename gives the name)']),
    ...(joining.advertiseRoutes.length === 0 ? [] : ['--advertise-routes']),
    ...(joining.advertiseExitNode && has('ios') ? ['--advertise-exit-node on iOS'] : []),
  ];
  return cannot.length === 0 ? undefined : `The app for ${phones} cannot be told ${cannot.join(', ')}`;
}

/** The line of Tailscale's client. Every value in it was parsed before and needs no quotes in any shell. */
function tailscaleUp({
  loginServer,
  authKey,
  hostname,
  advertiseRoutes,
  advertiseExitNode,
}: Joining): string {
  return [
    'tailscale up',
    `--login-server=${loginServer}`,
    ...(authKey === undefined ? [] : [`--auth-key=${authKey}`]),
    ...(hostname === undefined ? [] : [`--hostname=${hostname}`]),
    ...(advertiseRoutes.length === 0 ? [] : [`--advertise-routes=${advertiseRoutes.join(',')}`]),
    ...(advertiseExitNode ? ['--advertise-exit-node'] : []),
  ].join(' ');
}
