import { named, quoted } from '../../domain/quoted.ts';
import { hostAndPort } from '../address.ts';
import { type Cause, timedOut, unreachable } from '../diagnose/cause.ts';
import type { SshAddress } from './ssh-address.ts';
import { byHand } from './ssh-arguments.ts';

/** What tells of one reason why ssh ended. The texts are those of OpenSSH 8 to 10. */
interface Telling {
  readonly pattern: RegExp;
  cause(match: readonly string[], address: SshAddress): Cause;
}

/** The telling words by their weight: what comes after them in the output of ssh is often only their consequence. */
const TELLING: readonly Telling[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for \S+ has changed/i,
    cause: (_, address) =>
      unreachable(
        'ssh_host_key',
        `the host key of ${address.host} is not the one that ssh knows`,
        `If the server was set up anew, forget the old key (ssh-keygen -R ${knownAs(address)}); else somebody may be in between.`,
      ),
  },
  {
    pattern: /Host key verification failed/,
    cause: (_, address) =>
      unreachable(
        'ssh_host_key',
        `ssh does not know the host key of ${address.host} yet`,
        `Log in once by hand and compare the key: ${byHand(address)}`,
      ),
  },
  {
    pattern: /^(?:\S+: )?Permission denied \(([^)]*)\)/m,
    cause: ([, methods = ''], address) => ({
      kind: 'ssh_login',
      code: 'credentials',
      text: `ssh is not let in${address.user === undefined ? '' : ` as ${address.user}`} (${methods})`,
      hint: `Try it by hand: ${byHand(address)}. Where nobody can be asked, the key has to be in the agent (ssh-add).`,
    }),
  },
  {
    pattern: /Too many authentication failures/,
    cause: (_, { host }) => ({
      kind: 'ssh_login',
      code: 'credentials',
      text: 'ssh offered more keys than the server tries',
      hint: `Name the one to use in ~/.ssh/config: IdentityFile, with IdentitiesOnly yes, for ${host}.`,
    }),
  },
  {
    pattern: /Could not resolve hostname (\S+): /,
    cause: ([, name = '']) =>
      unreachable(
        'ssh_name',
        `ssh finds no host named ${quoted(name)}`,
        'Check the spelling; an alias has to stand in ~/.ssh/config.',
      ),
  },
  {
    pattern: /connect to host (\S+) port (\d+): Connection refused/,
    cause: ([, host = '', port = '']) =>
      unreachable(
        'ssh_connection',
        `no sshd listens on port ${port} of ${host} (connection refused)`,
        'Another port is written ssh://host:2222.',
      ),
  },
  {
    pattern:
      /connect to (?:host|address) \S+ port \d+: (?:Connection|Operation) timed out|(?:^|\s)timed out/im,
    cause: (_, { host }) =>
      timedOut(
        'ssh_connection',
        `the sshd of ${host} did not answer`,
        'Check the network, the port and the firewall.',
      ),
  },
  {
    pattern: /connect to (?:host|address) (\S+) port \d+: (.+)/,
    cause: ([, host = '', why = '']) =>
      unreachable(
        'ssh_connection',
        `ssh does not get to ${host} (${quoted(why)})`,
        'Check the network of this machine, and its VPN if the host is behind one.',
      ),
  },
  {
    pattern: /^(.+?):? line (\d+): (.+)$/m,
    cause: ([, file = '', line = '', why = '']) =>
      unreachable(
        'ssh_config',
        `ssh does not take line ${line} of ${named(file)}: ${quoted(why)}`,
        'Mend that line, or put IgnoreUnknown before it.',
      ),
  },
  {
    pattern: /Bad owner or permissions on (\S+)/,
    cause: ([, file = '']) =>
      unreachable(
        'ssh_config',
        `others may write to ${named(file)}, so ssh does not read it`,
        `Run: chmod go-w ${file}`,
      ),
  },
  {
    pattern: /Unable to negotiate with .*?: (no matching [^.]*)/,
    cause: ([, what = '']) =>
      unreachable(
        'ssh_connection',
        `ssh and that sshd have nothing in common: ${quoted(what)}`,
        'Update the older one of the two.',
      ),
  },
  {
    pattern:
      /kex_exchange_identification|Connection (?:closed|reset) by (?:\S+ port|\S+ \S+ port|remote host)/,
    cause: (_, address) =>
      unreachable(
        'ssh_connection',
        `${address.host} ends ssh's connection before the login`,
        `The port may be none of ssh, or its sshd or a jump host refuses this machine: ${byHand(address)}`,
      ),
  },
];

/** Why ssh ended before it was logged in, by all that it said. `exit` is its exit code, or the signal that ended it. */
export function loginCause(words: string, exit: number | string, address: SshAddress): Cause {
  for (const { pattern, cause } of TELLING) {
    const match = pattern.exec(words);
    if (match) return cause(match, address);
  }
  return unreachable(
    'ssh_ended',
    `ssh ended ${lastWords(words, exit)}`,
    `Try it by hand: ${byHand(address)}`,
  );
}

/** Why ssh ended although it was logged in. */
export function endedCause(words: string, exit: number | string, address: SshAddress): Cause {
  return unreachable(
    'ssh_ended',
    `ssh ended in the middle ${lastWords(words, exit)}`,
    `Run it again; if it stays, try by hand: ${byHand(address)}`,
  );
}

/** Why the far end did not connect a forwarded connection to Headscale; undefined where it has said nothing of one. */
export function refusalCause(words: string, address: SshAddress): Cause | undefined {
  const said = [...words.matchAll(/^channel \d+: open failed: (.+)$/gm)].at(-1)?.[1];
  if (said === undefined) return undefined;
  return address.target.kind === 'unix'
    ? socketCause(said, address, address.target.path)
    : portCause(said, address, hostAndPort(address.target));
}

/** What OpenSSH's own sshd says of a socket is the same whatever is wrong with it (measured on 9.2); others tell. */
function socketCause(said: string, address: SshAddress, path: string): Cause {
  const { user = 'that user', host } = address;
  const joinGroup = `On ${host}: sudo usermod -aG headscale ${address.user ?? 'USER'} (the group of the Debian package).`;
  if (/permission denied/i.test(said)) {
    return unreachable('ssh_socket_forbidden', `on ${host}, ${user} may not open ${path}`, joinGroup);
  }
  if (/no such file/i.test(said)) {
    return unreachable(
      'ssh_socket_missing',
      `on ${host} there is no ${path}`,
      'Check that Headscale runs there, outside of containers; unix_socket in its config.yaml names the path.',
    );
  }
  if (/unknown channel type/i.test(said)) {
    return unreachable(
      'ssh_forbidden',
      `the sshd of ${host} cannot forward to sockets`,
      'Use a port and an API key: "ssh://HOST?to=localhost:50443".',
    );
  }
  if (/administratively prohibited/i.test(said)) return forbidden(host, 'AllowStreamLocalForwarding');
  return unreachable(
    'ssh_socket',
    `ssh is logged in, and the sshd of ${host} does not connect to ${path}: Headscale does not run there or has another socket, ${user} may not open it, or AllowStreamLocalForwarding is off`,
    `This shows which: ${byHand(address)} ls -l ${path}. A group is joined by sudo usermod -aG headscale ${address.user ?? 'USER'}.`,
  );
}

function portCause(said: string, { host }: SshAddress, place: string): Cause {
  if (/administratively prohibited/i.test(said)) return forbidden(host, 'AllowTcpForwarding');
  if (/connection refused/i.test(said)) {
    return unreachable(
      'ssh_port',
      `on ${host} nothing listens at ${place} (connection refused)`,
      'grpc_listen_addr in the config.yaml of Headscale names the port; without TLS it opens only with grpc_allow_insecure: true.',
    );
  }
  return unreachable(
    'ssh_port',
    `${host} cannot connect to ${place} (${quoted(said.replace(/^connect failed: /, ''))})`,
    'After ?to= stands a place as that host sees it.',
  );
}

function forbidden(host: string, option: string): Cause {
  return unreachable(
    'ssh_forbidden',
    `the sshd of ${host} does not forward for this user`,
    `Set ${option} yes in its sshd_config, and no restrict in authorized_keys.`,
  );
}

/** Lines of ssh that accompany a failure and are none. */
const NOISE = /^(?:debug\d|@|\*\*|Warning: Permanently added|Authenticated to|mux_)|^\s*$/;

function lastWords(words: string, exit: number | string): string {
  const line = words
    .split(/\r?\n/)
    .filter((text) => !NOISE.test(text))
    .at(-1);
  const how = typeof exit === 'number' ? `with exit code ${exit}` : `by ${exit}`;
  return line === undefined ? `${how}, and said nothing` : `(${quoted(line.trim())})`;
}

/** How ssh writes a host in known_hosts, quoted where a shell would read it. */
function knownAs({ host, port }: SshAddress): string {
  return port === undefined || port === 22 ? host : `"[${host}]:${port}"`;
}
