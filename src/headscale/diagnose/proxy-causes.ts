import { quoted } from '../../domain/quoted.ts';
import { hostAndPort, type ServerAddress } from '../address.ts';
import { proxyOf } from '../dial.ts';
import type { OutboundProxy } from '../outbound-proxy.ts';
import type { ProxyFault } from '../proxy-fault.ts';
import { type Cause, timedOut, unreachable } from './cause.ts';
import type { Symptom } from './symptom.ts';

/** How the proxy on the way is named: `the proxy http://proxy.example:3128 (HTTPS_PROXY)`. */
export function proxyName({ text, variable }: OutboundProxy): string {
  return `the proxy ${text} (${variable})`;
}

/**
 * What the proxy on the way to a server has to do with a symptom; undefined where there is none, or it is not to blame.
 * A name that is not found and a port that is closed are always its own: the server's are for the proxy to find.
 */
export function proxyCause(address: ServerAddress, symptom: Symptom): Cause | undefined {
  const proxy = proxyOf(address);
  if (!proxy) return undefined;
  const fix = `Check ${proxy.variable}. ${without(address)}`;
  switch (symptom.kind) {
    case 'proxy':
      return faultCause(address, proxy, symptom.fault);
    case 'name':
      return unreachable(
        'proxy_down',
        `the name of ${proxyName(proxy)} cannot be looked up; there may be no such host`,
        fix,
      );
    case 'socket':
      if (symptom.errno === 'ETIMEDOUT') return deafProxy(address, proxy);
      return symptom.errno === 'ECONNREFUSED'
        ? unreachable('proxy_down', `nothing listens at ${proxyName(proxy)} (connection refused)`, fix)
        : unreachable('proxy_down', `${proxyName(proxy)} cannot be reached (${symptom.errno})`, fix);
    default:
      return undefined;
  }
}

/** The proxy on the way took no connection. */
export function deafProxy(address: ServerAddress, proxy: OutboundProxy): Cause {
  return timedOut(
    'proxy_down',
    `${proxyName(proxy)} gave no answer to the attempt to connect; it is down, or a firewall drops it`,
    `Check ${proxy.variable}. ${without(address)}`,
  );
}

function faultCause(address: ServerAddress, proxy: OutboundProxy, fault: ProxyFault): Cause {
  const place = hostAndPort(address);
  const name = proxyName(proxy);
  switch (fault.kind) {
    case 'silent':
      return timedOut(
        'proxy_silent',
        `${name} was asked for ${place} and does not say whether it gets there`,
        `Check the host and the port. ${without(address)}`,
      );
    case 'hung_up':
      return unreachable(
        'proxy_refuses',
        `${name} hangs up when it is asked for ${place}`,
        `See its log. ${without(address)}`,
      );
    case 'no_proxy':
      return unreachable(
        'no_proxy',
        `what answers at ${name} is no HTTP proxy`,
        `Check the port in ${proxy.variable}${proxy.tls ? '' : ', and whether it wants https://'}. ${without(address)}`,
      );
    case 'tls':
      return unreachable(
        'proxy_tls',
        `TLS to ${name} failed: ${quoted(fault.text)}`,
        `NODE_EXTRA_CA_CERTS=FILE adds an authority that signed its certificate. ${without(address)}`,
      );
    case 'answer':
      return answerCause(address, proxy, fault.status, fault.asks);
  }
}

function answerCause(address: ServerAddress, proxy: OutboundProxy, status: number, asks: string): Cause {
  const place = hostAndPort(address);
  const name = proxyName(proxy);
  switch (status) {
    case 407:
      return loginCause(address, proxy, asks);
    case 401:
    case 403:
    case 451:
      return unreachable(
        'proxy_refuses',
        `${name} does not allow connections to ${place} (HTTP ${status})`,
        `${address.port === 443 ? 'Ask whoever runs it to allow this host.' : 'Many allow port 443 alone.'} ${without(address)}`,
      );
    case 400:
    case 404:
    case 405:
    case 501:
      return unreachable(
        'no_proxy',
        `${name} passes no connections on (HTTP ${status} to CONNECT)`,
        `Check the host and port in ${proxy.variable}. ${without(address)}`,
      );
    case 500:
    case 502:
    case 503:
    case 504:
      return unreachable(
        'proxy_cannot_connect',
        `${name} cannot connect to ${place} (HTTP ${status})`,
        `Check that host and port are right, and seen from there. ${without(address)}`,
      );
    default:
      return unreachable(
        'proxy_refuses',
        `${name} answers HTTP ${status} when it is asked for ${place}`,
        `See its log. ${without(address)}`,
      );
  }
}

function loginCause(address: ServerAddress, proxy: OutboundProxy, asks: string): Cause {
  const name = proxyName(proxy);
  const form = `${proxy.variable}=${proxy.text.replace('://', '://USER:PASSWORD@')}`;
  const cause = (text: string, hint: string): Cause => ({
    kind: 'proxy_login',
    code: 'credentials',
    text,
    hint: `${hint} ${without(address)}`,
  });
  if (asks !== '' && !asks.includes('Basic'))
    return cause(
      `${name} wants a login that hs does not speak: ${asks}`,
      'A helper such as cntlm can log in for you.',
    );
  return proxy.authorization === undefined
    ? cause(`${name} wants a user name and password (HTTP 407)`, `Set ${form}.`)
    : cause(`${name} refuses the user name and password in it (HTTP 407)`, `Correct ${form}.`);
}

function without({ host }: ServerAddress): string {
  return `Without a proxy: NO_PROXY=${host}`;
}
