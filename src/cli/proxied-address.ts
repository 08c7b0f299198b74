import type { Env } from '../config/env.ts';
import { chosenProxy } from '../config/proxy.ts';
import { HsError } from '../errors.ts';
import { type NamedAddress, parseAddress } from '../headscale/named-address.ts';

/**
 * Reads what a person typed as the address of a server, with the proxy that the environment puts on the way to it. To
 * what is behind ssh there is none: ssh has proxies of its own.
 * @throws HsError `usage` for what cannot be meant, and for a proxy that cannot be used
 */
export function proxiedAddress(text: string, options: { plaintext: boolean }, env: Env): NamedAddress {
  const address = parseAddress(text, options);
  return address.kind === 'tcp' ? { ...address, proxy: chosenProxy(address, env) } : address;
}

/** The proxy on the way to an address, as it is listed among settings, and what names it. */
export function proxyShown(text: string, env: Env): { readonly value: string; readonly origin: string } {
  try {
    const address = proxiedAddress(text, { plaintext: /^http:/i.test(text) }, env);
    const proxy = address.kind === 'tcp' ? address.proxy : undefined;
    return proxy ? { value: proxy.text, origin: proxy.variable } : { value: '-', origin: 'default' };
  } catch (error) {
    if (error instanceof HsError) return { value: error.message, origin: 'default' };
    throw error;
  }
}

/** What there is to say of the proxy on the way; undefined where there is none or it sees nothing. */
export function proxyWarning(address: NamedAddress): string | undefined {
  if (address.kind !== 'tcp' || address.tls || !address.proxy) return undefined;
  const { text, variable } = address.proxy;
  return `Warning: the proxy ${text} (${variable}) can read the API key, since ${address.text} is without TLS`;
}
