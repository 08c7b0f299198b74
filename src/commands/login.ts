import { textArg } from '../cli/args.ts';
import { contextRow } from '../cli/context-rows.ts';
import { loginFlags } from '../cli/flags/login.ts';
import { formatFlag } from '../cli/flags/output.ts';
import { LoginCommand } from '../cli/login-command.ts';
import { loginKey } from '../cli/login-key.ts';
import { trustToKeep } from '../cli/login-server.ts';
import { nameForContext, saveContext } from '../cli/save-context.ts';
import { shadowedBy } from '../cli/shadowed.ts';
import { contextView } from '../output/views/contexts.ts';

export default class Login extends LoginCommand {
  static override summary = 'Remember a server and its API key';
  static override description =
    'Finds how the server is reached (gRPC, gRPC on port 50443, HTTP), asks for the key without showing it, tries it ' +
    'with one call, and saves both as the current context. The key goes to the keyring of the system, or to a file ' +
    'that only you can read. A second login changes the key and what its flags name; all else in the context stays.';
  static override examples = [
    { description: 'asks for the key', command: 'hs login headscale.example.com' },
    { description: 'from a script', command: 'hs login https://headscale.example.com --api-key-stdin < key' },
    {
      description: 'to look and change nothing',
      command: 'hs login headscale.example.com --context look --read-only',
    },
  ];
  static override args = { url: textArg('Where the server is: a host, URL, host:port or socket') };
  static override flags = { ...loginFlags, ...formatFlag };

  async run(): Promise<void> {
    const { flags, args } = await this.read(Login);
    const { contexts, env } = this.deps;
    const { config } = await contexts.file.read();
    const server = await this.reach(args.url, flags, config);
    const { text: address, host } = server.address;
    const name = nameForContext(config, flags.context, host, address);
    const apiKey = await loginKey(server.address, {
      fromStdin: flags['api-key-stdin'],
      file: flags['api-key-file'],
      ...this.texts,
      prompter: this.prompter(flags),
    });
    const verified = await this.verify(server, apiKey);
    const login = {
      name,
      address,
      transport: verified.transport,
      trust: trustToKeep(server.settings.trust.value),
      serverName: server.settings.serverName.value,
      loginServer: flags['login-server'],
      defaultUser: flags.user,
      readOnly: flags['read-only'],
    };
    const { context, notices } = await saveContext(contexts, login, apiKey);
    const done = `Logged in to ${address} (${verified.server}) as context ${name}${verified.keyEnd}`;
    for (const notice of [...notices, done, ...shadowedBy(env, name)]) this.out.note(notice);
    if (this.out.how.machine) await this.out.details(contextRow(context, true), contextView);
  }
}
