import { requiredTextArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { parseRegistrationId } from '../../domain/registration-id.ts';

export default class AuthApprove extends ChangeCommand {
  static override summary = 'Let a waiting login or SSH check pass (0.29 and later)';
  static override description =
    'Finishes what waits at /auth/…; a device that wants to join is registered with `hs nodes register`.';
  static override examples = [
    { description: 'by id', command: 'hs auth approve hskey-authreq-…' },
    {
      description: 'by the URL that the device shows',
      command: 'hs auth approve https://headscale.example.com/auth/hskey-authreq-…',
    },
  ];
  static override args = { session: requiredTextArg('The id, URL or command that is shown') };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(AuthApprove);
    const { id } = parseRegistrationId(args.session);
    const api = await this.connect(flags);
    await api.require('authSessionsCanBeFinished');
    await this.change(
      {
        target: { id, name: id },
        proposal: { title: `Approve ${id} on ${this.server.address.text}`, ask: 'none' },
        apply: async () => {
          await api.approveAuth(id);
          return `Approved ${id}`;
        },
      },
      flags,
    );
  }
}
