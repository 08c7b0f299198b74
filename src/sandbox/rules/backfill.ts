import type { Rule } from '../context.ts';
import { boolOf } from '../message.ts';
import { bareError } from '../status.ts';
import { quoted } from './prefixes.ts';

/** BackfillNodeIPs: gives nodes the addresses they lack, and says so line by line. */
export const backfillNodeIps: Rule = (context, request) => {
  if (!boolOf(request, 'confirmed')) throw bareError('not confirmed, aborting', 'bad_request');
  const changes: string[] = [];
  for (const node of context.store.nodes.all()) {
    const assigned = (family: string, address: string) => {
      changes.push(`assigned ${family} ${quoted(address)} to Node(${node.id}) ${quoted(node.hostname)}`);
      return address;
    };
    const ipv4 = node.ipv4 ?? assigned('IPv4', context.addresses.nextV4());
    const ipv6 = node.ipv6 ?? assigned('IPv6', context.addresses.nextV6());
    context.store.nodes.update(node.id, { ipv4, ipv6 });
  }
  return { changes };
};
