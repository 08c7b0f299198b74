import { Flags } from '@oclif/core';
import { textArg } from '../../cli/args.ts';
import { joiningFlags, waitFlag } from '../../cli/flags/onboarding.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { userFlag } from '../../cli/flags/user.ts';
import { OnboardCommand } from '../../cli/onboard-command.ts';
import { theUser } from '../../cli/user-choice.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import { describeUser } from '../../domain/resolve-user.ts';
import {
  otherHostNotice,
  readRegistration,
  registerDevice,
  requireNameOfItsOwn,
  requireRightKind,
} from '../../operations/register-node.ts';
import { nodeView } from '../../output/views/nodes.ts';

export default class NodesRegister extends OnboardCommand {
  static override summary = 'Let a device in that waits for approval';
  static override description =
    'Takes what the device shows after `tailscale up`: the key, the URL, or the whole command of the page behind it. ' +
    'Registrations wait for 15 minutes and are lost when the server restarts.';
  static override examples = [
    { description: 'the key, for the only user there is', command: 'hs nodes register --key mkey:…' },
    {
      description: 'the URL that `tailscale up` prints',
      command: 'hs nodes register https://headscale.example.com/register/… --user john',
    },
    { description: 'what the owner types first', command: 'hs nodes register --onboard --for linux' },
    {
      description: 'the whole command from the page; USERNAME is ignored',
      command: 'hs nodes register "headscale nodes register --key … --user USERNAME" --user john',
    },
  ];
  static override args = { paste: textArg('The key, URL or command that the device shows') };
  static override flags = {
    key: Flags.string({ char: 'k', summary: 'The registration key', helpValue: 'KEY', aliases: ['auth-id'] }),
    ...userFlag,
    ...joiningFlags,
    ...waitFlag,
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(NodesRegister);
    if (flags.onboard && (await this.toldOwner(flags))) return;
    const { id, named } = readRegistration({ pasted: args.paste, key: flags.key, user: flags.user });
    const api = await this.connect(flags);
    const warning = otherHostNotice(id, this.server.address);
    if (warning) this.out.note(warning);
    const [users, release] = await Promise.all([api.listUsers(), api.release()]);
    requireRightKind(id, release.range);
    const user = await theUser(this.userWish(named), users, this.prompter(flags), this.out);
    requireNameOfItsOwn(user, users);
    const proposal = {
      title: `Register a device for ${describeUser(user)} on ${this.server.address.text}`,
      ask: 'none' as const,
    };
    const node = await this.approved({ proposal, apply: () => registerDevice(api, user, id) }, flags);
    if (!node) return await this.out.results([{ id: '', name: id.id, status: 'would-change' }]);
    this.report(`Registered node ${describeNode(node)}`);
    await this.out.details(node, nodeView);
    if (flags.wait) await this.welcome(api, ({ id: other }) => other === node.id, flags);
  }
}
