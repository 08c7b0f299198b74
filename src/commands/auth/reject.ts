import { sessionsArg } from '../../cli/args.ts';
import { AuthSessionCommand } from '../../cli/auth-session-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';

export default class AuthReject extends AuthSessionCommand {
  static override summary = 'Turn waiting logins or SSH checks away (0.29 and later)';
  static override description =
    'A rejected registration can still be registered with the same id until it ends after 15 minutes (measured on 0.29).';
  static override examples = [
    { description: 'by id', command: 'hs auth reject hskey-authreq-…' },
    {
      description: 'by the URL that the device shows',
      command: 'hs auth reject https://headscale.example.com/auth/hskey-authreq-…',
    },
    { description: 'several, a line each', command: 'hs auth reject - < ids' },
  ];
  static override args = { session: sessionsArg() };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(AuthReject);
    await this.endSessions('reject', args.session, flags);
  }
}
