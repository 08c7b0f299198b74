import type { Format } from './format.ts';
import { isMachineFormat } from './format.ts';

/** What a running sandbox says of itself. */
export interface SandboxFacts {
  readonly release: string;
  /** As `HS_ADDRESS` takes it. */
  readonly address: string;
  /** Where HTTP is answered; null where there is none. */
  readonly httpAddress: string | null;
  readonly apiKey: string;
  /** The certificate to trust (PEM), where it speaks TLS. */
  readonly caFile?: string | undefined;
}

/**
 * One line of JSON for programs, whatever the machine format: it is read while the sandbox runs. For people the
 * lines to type in another terminal.
 */
export function sandboxAnnouncement(facts: SandboxFacts, format: Format): string {
  const { address, httpAddress, apiKey, release, caFile } = facts;
  if (isMachineFormat(format)) {
    return `${JSON.stringify({ address, httpAddress, apiKey, release, ...(caFile ? { caFile } : {}) })}\n`;
  }
  return [
    `Headscale ${release} in memory, on ${address}. Ctrl-C ends it.`,
    '',
    'In another terminal:',
    `  export HS_ADDRESS=${address} HS_API_KEY=${apiKey}${caFile ? ` HS_CA_FILE=${caFile}` : ''}`,
    '  hs users list',
    '',
  ].join('\n');
}
