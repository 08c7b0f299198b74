import { requiredTextArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { parseRegistrationId } from '../../domain/registration-id.ts';

export default class AuthReject extends ChangeCommand {
  static override summary = 'Turn a waiting login or SSH check away (0.29 and later)';
  static override description =
    'A rejected registration can still be registered with the same id until it ends after 15 minutes (measured on 0.29).';
  static override examples = [
    { description: 'by id', command: 'hs auth reject hskey-authreq-…' },
    {
      description: 'by the URL that the device shows',
      command: 'hs auth reject https://headscale.example.com/auth/hskey-authreq-…',
    },
  ];
  static override args = { session: requiredTextArg('The id, URL or command that is shown') };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(AuthReject);
    const { id } = parseRegistrationId(args.session);
    const api = await this.connect(flags);
    await api.require('authSessionsCanBeFinished');
    const hazard = await api.hazard('rejectedLoginsCanStillRegister');
    if (hazard) this.out.note(`${hazard.sentence}. ${hazard.instead}`);
    await this.change(
      {
        target: { id, name: id },
        proposal: { title: `Reject ${id} on ${this.server.address.text}`, ask: 'none' },
        apply: async () => {
          await api.rejectAuth(id);
          return `Rejected ${id}`;
        },
      },
      flags,
    );
  }
}
