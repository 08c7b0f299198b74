/** Why a proxy makes no connection. Its text says which of these it was, for it may come back as text alone. */
export type ProxyFault =
  | { readonly kind: 'silent' }
  | { readonly kind: 'hung_up' }
  | { readonly kind: 'no_proxy' }
  | { readonly kind: 'tls'; readonly text: string }
  /** `asks` names the logins it offers where it wants one. */
  | { readonly kind: 'answer'; readonly status: number; readonly asks: string };

/** A proxy that was connected to and leads nowhere. */
export class ProxyFailure extends Error {
  constructor(fault: ProxyFault) {
    super(`${MARK}${sentence(fault)}`);
  }
}

const MARK = 'Outbound proxy: ';

/** The fault that a text tells of, wherever in it that is; undefined where it tells of none. */
export function proxyFaultIn(text: string): ProxyFault | undefined {
  const start = text.indexOf(MARK);
  if (start < 0) return undefined;
  const said = text.slice(start + MARK.length);
  const answer = /^HTTP (\d+)(?: asks for ([\w, ]+))?/.exec(said);
  if (answer) return { kind: 'answer', status: Number(answer[1]), asks: answer[2] ?? '' };
  const tls = /^TLS (.*)$/s.exec(said);
  if (tls) return { kind: 'tls', text: tls[1] ?? '' };
  const plain = (['silent', 'hung_up', 'no_proxy'] as const).find((kind) => said.startsWith(kind));
  return plain && { kind: plain };
}

function sentence(fault: ProxyFault): string {
  if (fault.kind === 'tls') return `TLS ${fault.text}`;
  if (fault.kind !== 'answer') return fault.kind;
  return `HTTP ${fault.status}${fault.asks === '' ? '' : ` asks for ${fault.asks}`}`;
}
