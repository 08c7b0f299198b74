import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/headscale/named-address.ts';
import type { SshAddress } from '../../../src/headscale/ssh/ssh-address.ts';
import { endedCause, loginCause, refusalCause } from '../../../src/headscale/ssh/ssh-words.ts';

function ssh(typed: string): SshAddress {
  const address = parseAddress(typed);
  if (address.kind !== 'ssh') throw new Error(`${typed} is not behind ssh`);
  return address;
}

const ADMIN = ssh('ssh://admin@hs.example.org:2222');

/** What OpenSSH 9.2 and 10.0 print, word for word but for the names. */
const CHANGED_KEY = `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Host key for [hs.example.org]:2222 has changed and you have requested strict checking.
Host key verification failed.
`;
const JUMP_REFUSED = `ssh: connect to host jump.example.org port 22: Connection refused
kex_exchange_identification: Connection closed by remote host
Connection closed by UNKNOWN port 65535
`;

describe('why ssh did not log in', () => {
  test.each<[name: string, words: string, kind: string, code: string, text: RegExp, hint: RegExp]>([
    [
      'another host key',
      CHANGED_KEY,
      'ssh_host_key',
      'unreachable',
      /not the one that ssh knows$/,
      /ssh-keygen -R "\[hs\.example\.org\]:2222"/,
    ],
    [
      'an unknown host',
      'Host key verification failed.\r\n',
      'ssh_host_key',
      'unreachable',
      /does not know the host key of hs\.example\.org yet/,
      /ssh -p 2222 admin@hs\.example\.org$/,
    ],
    [
      'no such key',
      'admin@hs.example.org: Permission denied (publickey,password).\r\n',
      'ssh_login',
      'credentials',
      /not let in as admin \(publickey,password\)/,
      /ssh-add/,
    ],
    [
      'a wrong password',
      'Permission denied, please try again.\nPermission denied (password).\n',
      'ssh_login',
      'credentials',
      /\(password\)/,
      /ssh-add/,
    ],
    [
      'too many keys',
      'Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\nDisconnected from 192.0.2.1 port 22\n',
      'ssh_login',
      'credentials',
      /more keys than/,
      /IdentitiesOnly/,
    ],
    [
      'no such host',
      'ssh: Could not resolve hostname hs.example.org: Name or service not known\n',
      'ssh_name',
      'unreachable',
      /no host named "hs\.example\.org"/,
      /~\/\.ssh\/config/,
    ],
    [
      'no sshd',
      'ssh: connect to host hs.example.org port 2222: Connection refused\n',
      'ssh_connection',
      'unreachable',
      /no sshd listens on port 2222 of hs\.example\.org/,
      /ssh:\/\/host:2222/,
    ],
    [
      'a dead jump host',
      JUMP_REFUSED,
      'ssh_connection',
      'unreachable',
      /port 22 of jump\.example\.org/,
      /ssh:\/\//,
    ],
    [
      'a firewall',
      'ssh: connect to host hs.example.org port 2222: Connection timed out\n',
      'ssh_connection',
      'timeout',
      /did not answer/,
      /firewall/,
    ],
    [
      'a silent port',
      'Connection timed out during banner exchange\nConnection to 192.0.2.1 port 2222 timed out\n',
      'ssh_connection',
      'timeout',
      /did not answer/,
      /firewall/,
    ],
    [
      'no way there',
      'ssh: connect to host hs.example.org port 2222: No route to host\n',
      'ssh_connection',
      'unreachable',
      /"No route to host"/,
      /VPN/,
    ],
    [
      'what is no ssh',
      'kex_exchange_identification: Connection closed by remote host\nConnection closed by 127.0.0.1 port 2222\n',
      'ssh_connection',
      'unreachable',
      /before the login/,
      /none of ssh/,
    ],
    [
      'a bad option',
      '/home/a/.ssh/config: line 3: Bad configuration option: usekeychain\n/home/a/.ssh/config: terminating, 1 bad configuration options\n',
      'ssh_config',
      'unreachable',
      /line 3 of "?\/home\/a\/\.ssh\/config"?: "Bad configuration option: usekeychain"/,
      /IgnoreUnknown/,
    ],
    [
      'a config that all may write',
      'Bad owner or permissions on /home/a/.ssh/config\r\n',
      'ssh_config',
      'unreachable',
      /others may write/,
      /chmod go-w \/home\/a\/\.ssh\/config/,
    ],
    [
      'no cipher in common',
      'Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-rsa\n',
      'ssh_connection',
      'unreachable',
      /"no matching host key type found"/,
      /Update/,
    ],
    [
      'words of another kind',
      'debug1: x\nWarning: Permanently added hs.example.org\nsomething new happened\n',
      'ssh_ended',
      'unreachable',
      /^ssh ended \("something new happened"\)$/,
      /ssh -p 2222/,
    ],
    [
      'no words',
      '',
      'ssh_ended',
      'unreachable',
      /^ssh ended with exit code 255, and said nothing$/,
      /by hand/,
    ],
  ])('%s', (_, words, kind, code, text, hint) => {
    const cause = loginCause(words, 255, ADMIN);
    expect(cause).toMatchObject({ kind, code });
    expect(cause.text).toMatch(text);
    expect(cause.hint).toMatch(hint);
  });

  test('words cannot act on a terminal', () => {
    const { text } = loginCause('bad \u001b[2J\u202e\n', 255, ADMIN);
    expect(text).toBe('ssh ended ("bad \\u{1b}[2J\\u{202e}")');
  });
});

describe('why ssh ended later', () => {
  test.each<[words: string, exit: number | string, text: string]>([
    ['', 'SIGKILL', 'ssh ended in the middle by SIGKILL, and said nothing'],
    [
      'Timeout, server hs.example.org not responding.\r\n',
      255,
      'ssh ended in the middle ("Timeout, server hs.example.org not responding.")',
    ],
    [
      'client_loop: send disconnect: Broken pipe\n',
      255,
      'ssh ended in the middle ("client_loop: send disconnect: Broken pipe")',
    ],
  ])('%j %s', (words, exit, text) => {
    expect(endedCause(words, exit, ADMIN)).toMatchObject({ kind: 'ssh_ended', code: 'unreachable', text });
  });
});

describe('why the far end connects nothing', () => {
  const channel = (why: string) => `channel 1: open failed: ${why}\n`;
  const port = ssh('ssh://admin@hs.example.org?to=localhost:50443');

  test.each<[address: SshAddress, why: string, kind: string, text: RegExp, hint: RegExp]>([
    [
      ADMIN,
      'connect failed: open failed',
      'ssh_socket',
      /does not connect to \/var\/run\/headscale\/headscale\.sock: Headscale does not run there or has another socket, admin may not open it, or AllowStreamLocalForwarding is off$/,
      /ssh -p 2222 admin@hs\.example\.org ls -l \/var\/run.*usermod -aG headscale admin/,
    ],
    [
      ADMIN,
      'connect failed: dial unix /x: connect: permission denied',
      'ssh_socket_forbidden',
      /admin may not open/,
      /usermod -aG headscale admin/,
    ],
    [
      ADMIN,
      'connect failed: No such file or directory',
      'ssh_socket_missing',
      /there is no \/var\/run/,
      /unix_socket/,
    ],
    [ADMIN, 'unknown channel type: ', 'ssh_forbidden', /cannot forward to sockets/, /\?to=/],
    [
      ADMIN,
      'administratively prohibited: open failed',
      'ssh_forbidden',
      /does not forward/,
      /AllowStreamLocalForwarding/,
    ],
    [
      port,
      'administratively prohibited: open failed',
      'ssh_forbidden',
      /does not forward/,
      /AllowTcpForwarding/,
    ],
    [
      port,
      'connect failed: Connection refused',
      'ssh_port',
      /nothing listens at localhost:50443/,
      /grpc_listen_addr/,
    ],
    [
      port,
      'connect failed: Name or service not known',
      'ssh_port',
      /cannot connect to localhost:50443 \("Name or service not known"\)/,
      /that host sees it/,
    ],
  ])('%#: %s', (address, why, kind, text, hint) => {
    const cause = refusalCause(channel(why), address);
    expect(cause).toMatchObject({ kind, code: 'unreachable' });
    expect(cause?.text).toMatch(text);
    expect(cause?.hint).toMatch(hint);
  });

  test('the last word counts', () => {
    const words =
      channel('connect failed: Connection refused') + channel('administratively prohibited: open failed');
    expect(refusalCause(words, port)).toMatchObject({ kind: 'ssh_forbidden' });
  });

  test('nothing is made of other words', () => {
    expect(refusalCause('Warning: Permanently added hs.example.org\n', ADMIN)).toBeUndefined();
  });
});
