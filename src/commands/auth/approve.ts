import { sessionsArg } from '../../cli/args.ts';
import { AuthSessionCommand } from '../../cli/auth-session-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';

export default class AuthApprove extends AuthSessionCommand {
  static override summary = 'Let waiting logins or SSH checks pass (0.29 and later)';
  static override description =
    'Finishes what waits at /auth/…; a device that wants to join is registered with `hs nodes register`.';
  static override examples = [
    { description: 'by id', command: 'hs auth approve hskey-authreq-…' },
    {
      description: 'by the URL that the device shows',
      command: 'hs auth approve https://headscale.example.com/auth/hskey-authreq-…',
    },
    { description: 'several, a line each', command: 'hs auth approve - < ids' },
  ];
  static override args = { session: sessionsArg() };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(AuthApprove);
    await this.endSessions('approve', args.session, flags);
  }
}
