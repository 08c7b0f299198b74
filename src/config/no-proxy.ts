import { BlockList, isIP } from 'node:net';

/** What is connected to: a name in ASCII, or an IP address without brackets. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Whether `NO_PROXY` keeps a place from being reached through a proxy. It is read as Go and the official client read
 * it: entries parted by commas (or spaces, as in curl), each a host with all that is below it, `.suffix` or `*.suffix`
 * for what is below alone, an IP address, a range such as 10.0.0.0/8, any but the range with a port, or `*`. Names are
 * not looked up: a range fits addresses that were typed as such. What is none of these fits nothing.
 */
export function isExempt({ host, port }: Place, noProxy: string): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && fits(host.toLowerCase(), port, entry));
}

function fits(host: string, port: number, entry: string): boolean {
  if (entry === '*') return true;
  const range = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  if (range) return isWithin(host, range[1] ?? '', Number(range[2]));
  const { name, wanted } = splitPort(entry);
  if (wanted !== undefined && wanted !== port) return false;
  const width = isIP(name) === 4 ? 32 : 128;
  return isIP(name) === 0 ? isNamed(host, name) : isWithin(host, name, width);
}

function isNamed(host: string, entry: string): boolean {
  const name = entry.replace(/^\*/, '').replace(/\.$/, '');
  if (name === '' || isIP(host) !== 0) return false;
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

function isWithin(host: string, network: string, bits: number): boolean {
  const [family, of] = [isIP(host), isIP(network)];
  if (family === 0 || family !== of || bits > (family === 4 ? 32 : 128)) return false;
  const range = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  range.addSubnet(network, bits, type);
  return range.check(host, type);
}

/** An IPv6 address has its port behind brackets; without them every colon is its own. */
function splitPort(entry: string): { name: string; wanted: number | undefined } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry);
  if (!match) return { name: entry, wanted: undefined };
  const [, bracketed, bare = '', port] = match;
  return { name: bracketed ?? bare, wanted: port === undefined ? undefined : Number(port) };
}
