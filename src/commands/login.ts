import { Flags } from '@oclif/core';
import { textArg } from '../cli/args.ts';
import { contextRow } from '../cli/context-rows.ts';
import { connectionFlags } from '../cli/flags/connection.ts';
import { formatFlag } from '../cli/flags/output.ts';
import { HsCommand } from '../cli/hs-command.ts';
import { loginKey } from '../cli/login-key.ts';
import { loginServer, trustToKeep } from '../cli/login-server.ts';
import { reach } from '../cli/reach.ts';
import { nameForContext, saveContext } from '../cli/save-context.ts';
import { formatRange } from '../domain/release.ts';
import { keyEndPhrase, ownApiKey } from '../operations/own-api-key.ts';
import { contextView } from '../output/views/contexts.ts';

const { address: _, 'api-key-file': keyFile, context, ...reaching } = connectionFlags;

export default class Login extends HsCommand {
  static override summary = 'Remember a server and its API key';
  static override description =
    'Finds how the server is reached (gRPC, gRPC on port 50443, HTTP), asks for the key without showing it, tries it ' +
    'with one call, and saves both as the current context. The key goes to the keyring of the system, or to a file ' +
    'that only you can read.';
  static override examples = [
    { description: 'asks for the key', command: 'hs login headscale.example.com' },
    { description: 'from a script', command: 'hs login https://headscale.example.com --api-key-stdin < key' },
    {
      description: 'to look and change nothing',
      command: 'hs login headscale.example.com --context look --read-only',
    },
  ];
  static override args = { url: textArg('Where the server is: a host, URL, host:port or socket') };
  static override flags = {
    'api-key-stdin': Flags.boolean({ summary: 'Read the API key from standard input' }),
    'api-key-file': keyFile,
    context,
    user: Flags.string({ char: 'u', summary: 'The user where none is named', helpValue: 'USER' }),
    'login-server': Flags.string({
      summary: 'The URL devices use, where it is not this one',
      helpValue: 'URL',
    }),
    'read-only': Flags.boolean({ summary: 'Refuse every change in this context' }),
    ...reaching,
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(Login);
    const { contexts } = this.deps;
    const server = await loginServer(args.url, flags, this.deps);
    const reached = await reach(server, this.deps, (text) => this.out.note(text));
    const apiKey = await loginKey(reached.address, {
      fromStdin: flags['api-key-stdin'],
      file: flags['api-key-file'],
      ...this.texts,
      prompter: this.prompter(flags),
    });
    const api = await this.deps.connect({
      ...server,
      address: reached.address,
      apiKey,
      signal: this.deps.signal,
    });
    const own = await ownApiKey(api, apiKey);
    const { range } = await api.release();
    const { text: address, host } = reached.address;
    const name = nameForContext((await contexts.file.read()).config, flags.context, host, address);
    const saved = await saveContext(
      contexts,
      name,
      {
        address,
        transport: api.transport === 'HTTP' ? 'http' : 'auto',
        trust: trustToKeep(flags),
        serverName: flags['server-name'],
        clientCertificate: undefined,
        loginServer: flags['login-server'],
        defaultUser: flags.user,
        format: undefined,
        readOnly: flags['read-only'],
        confirm: undefined,
      },
      apiKey,
    );
    for (const notice of saved.notices) this.out.note(notice);
    const release = range ? `Headscale ${formatRange(range)} over ${api.transport}` : api.transport;
    this.out.note(
      `Logged in to ${address} (${release}) as context ${name}${keyEndPhrase(own, this.deps.now())}`,
    );
    if (this.out.how.machine) await this.out.details(contextRow(saved.context, true), contextView);
    for (const opened of [reached.api, api]) opened.close();
  }
}
