import { hostAndPort } from '../../address.ts';
import { proxyOf } from '../../dial.ts';
import { type Finding, failedBy, ok, skipped } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** The most addresses that are listed. */
const MOST_ADDRESSES = 4;

/** Whether the name resolves, and to what. */
export async function checkName(ex: Examination): Promise<Finding> {
  const look = await ex.name();
  if (look.kind === 'failed') return failedBy(look.cause);
  if (look.kind === 'none') {
    if (ex.address.tunnel) return skipped('ssh has found the host');
    if (proxyOf(ex.address)) return skipped('the proxy looks it up');
    return skipped(ex.address.kind === 'unix' ? 'a socket has none' : 'the address is a number, not a name');
  }
  const { addresses } = look;
  const more = addresses.length - MOST_ADDRESSES;
  const shown = addresses.slice(0, MOST_ADDRESSES).join(', ');
  return ok(`${ex.address.host} is ${shown}${more > 0 ? ` and ${more} more` : ''}`);
}

/** Whether something takes connections. */
export async function checkConnection(ex: Examination): Promise<Finding> {
  const look = await ex.connection();
  if (look.kind === 'failed') return failedBy(look.cause);
  const { address } = ex;
  if (address.tunnel) return ok(`ssh forwards to ${hostAndPort(address)} there`);
  if (proxyOf(address)) return ok(`the proxy connects to ${hostAndPort(address)}`);
  return ok(address.kind === 'unix' ? 'the socket takes connections' : `port ${address.port} is open`);
}
