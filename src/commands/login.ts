import { textArg } from '../cli/args.ts';
import { contextRow } from '../cli/context-rows.ts';
import { loginFlags } from '../cli/flags/login.ts';
import { formatFlag } from '../cli/flags/output.ts';
import { LoginCommand } from '../cli/login/login-command.ts';
import { contextView } from '../output/views/contexts.ts';

export default class Login extends LoginCommand {
  static override summary = 'Remember a server and its API key';
  static override description =
    'Finds how the server is reached (gRPC, gRPC on port 50443, HTTP, another path of the host), shows a certificate that nobody vouches for and ' +
    'asks whether to trust it, asks for the key without showing it, tries it, and saves all as the current context. ' +
    'The key goes to the keyring of the system, or to a file that only you can read. A second login changes what its ' +
    'flags name; all else stays.';
  static override examples = [
    { description: 'asks for the key', command: 'hs login headscale.example.com' },
    { description: 'from a script', command: 'hs login https://headscale.example.com --api-key-stdin < key' },
    {
      description: 'with a key that a password manager prints each time',
      command: 'hs login headscale.example.com --api-key-command "pass show headscale"',
    },
    {
      description: 'with a new key, made through ssh to the server',
      command: 'hs login headscale.example.com --make-key-over ssh://admin@server',
    },
    {
      description: 'to look and change nothing',
      command: 'hs login headscale.example.com --context look --read-only',
    },
  ];
  static override args = {
    url: textArg('Where the server is: a host, URL, host:port, socket or ssh://host'),
  };
  static override flags = { ...loginFlags, ...formatFlag };

  async run(): Promise<void> {
    const { flags, args } = await this.read(Login);
    const context = await this.logIn(args.url, flags);
    if (this.out.how.machine) await this.out.details(contextRow(context, true), contextView);
  }
}
