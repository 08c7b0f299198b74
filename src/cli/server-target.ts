import { chooseServer } from '../config/server.ts';
import { parseLifetime } from '../domain/duration.ts';
import { RELEASES, type ReleaseRange, releaseOfVersion } from '../domain/release.ts';
import { HsError } from '../errors.ts';
import { parseServerAddress } from '../headscale/address.ts';
import type { HeadscaleServer, TransportChoice } from '../headscale/connect.ts';
import type { Dependencies } from './dependencies.ts';

/** How long one call may take where nobody says otherwise. */
const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * The server that flags and variables name, ready to connect to.
 * @throws HsError `usage` for what cannot be meant, `credentials` where a key is needed and there is none.
 */
export function readServer(
  flags: Readonly<Record<string, unknown>>,
  { env, readTextFile }: Pick<Dependencies, 'env' | 'readTextFile'>,
  notice: (text: string) => void,
): HeadscaleServer {
  const choice = chooseServer(
    {
      address: text(flags['address']),
      apiKeyFile: text(flags['api-key-file']),
      caFile: text(flags['ca-file']),
      plaintext: flags['plaintext'] === true,
      timeout: text(flags['timeout']),
    },
    env,
    (path) => onlyLine(readTextFile(path), path),
  );
  const address = parseServerAddress(choice.address, { plaintext: choice.plaintext });
  const timeoutMs = choice.timeout ? readTimeout(choice.timeout) : DEFAULT_TIMEOUT_MS;
  if (choice.apiKey === undefined && address.kind === 'tcp') {
    throw new HsError('credentials', `There is no API key for ${address.text}`, {
      hint: `Put one into ${choice.apiKeyFrom}; on the server \`headscale apikeys create\` makes one.`,
    });
  }
  refuseOddKey(choice.apiKey);
  if (choice.insecure)
    notice(`Warning: HEADSCALE_CLI_INSECURE is set, so nobody checks who answers at ${address.text}`);
  const ca = choice.caFile === undefined ? undefined : readTextFile(choice.caFile);
  const assumedRelease = readAssumedRelease(text(flags['assume-release']), notice);
  return {
    address,
    apiKey: choice.apiKey,
    timeoutMs,
    trust: { ca, insecure: choice.insecure },
    transport: text(flags['transport']) as TransportChoice | undefined,
    assumedRelease,
  };
}

/** A wrong guess can do harm on the server, so it is said each time. */
function readAssumedRelease(
  typed: string | undefined,
  notice: (text: string) => void,
): ReleaseRange | undefined {
  if (typed === undefined) return undefined;
  const release = releaseOfVersion(typed);
  if (release === undefined) {
    throw new HsError('invalid_value', `--assume-release cannot be "${typed}"`, {
      hint: `It is one of ${RELEASES.join(', ')}.`,
    });
  }
  notice(
    `Warning: the server is taken for Headscale ${release} where it does not tell; if it is another, it may misread changes`,
  );
  return { oldest: release, newest: release };
}

function readTimeout({ text: typed, origin }: { text: string; origin: string }): number {
  try {
    return parseLifetime(typed);
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    throw new HsError('invalid_value', `${origin}: ${error.message}`, { hint: error.hint });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function onlyLine(content: string, path: string): string {
  const line = content.trim();
  if (line !== '' && !/\s/.test(line)) return line;
  throw new HsError('usage', `${path} does not hold an API key: it is empty or has more than one word`);
}

/** A header cannot carry these; grpc-js would throw an error that shows the key. */
function refuseOddKey(key: string | undefined): void {
  if (key === undefined || /^[\x21-\x7e]+$/.test(key)) return;
  throw new HsError('credentials', 'The API key has spaces or characters that no API key has', {
    hint: 'Copy it again: it is one word, such as hskey-api-….',
  });
}
