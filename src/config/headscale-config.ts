import path from 'node:path';

/** What a Headscale config file says to a client: its `cli:` section, and the socket of its server. */
export interface HeadscaleConfig {
  readonly file: string;
  readonly address: string | undefined;
  readonly apiKey: string | undefined;
  /** As written; not parsed yet. */
  readonly timeout: string | undefined;
  readonly insecure: boolean;
  /** An absolute path. */
  readonly unixSocket: string | undefined;
}

/**
 * Reads a Headscale config file that somebody named. A relative path of a socket counts from its folder, as
 * Headscale's own paths do.
 * @throws HsError `usage` where it is no YAML, `invalid_value` for a wrong value; what `readText` throws
 */
export async function readHeadscaleConfig(
  file: string,
  readText: (path: string) => string,
): Promise<HeadscaleConfig> {
  const text = readText(file);
  const { readYaml } = await import('./yaml-value.ts');
  const root = readYaml(text, file, { aliases: true }).root?.fields();
  const cli = root?.get('cli');
  const fields = cli && !cli.isNothing ? cli.fields() : undefined;
  const word = (name: string) => fields?.get(name)?.word();
  const socket = root?.get('unix_socket')?.word();
  return {
    file,
    address: word('address'),
    apiKey: word('api_key'),
    timeout: word('timeout'),
    insecure: /^(1|t|true)$/i.test(word('insecure') ?? ''),
    unixSocket: socket === undefined ? undefined : path.resolve(path.dirname(file), socket),
  };
}
