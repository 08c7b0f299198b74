import { handOverFlags, joiningFlags, waitFlag } from '../../cli/flags/onboarding.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { preAuthKeyFlags, wishedPreAuthKey } from '../../cli/flags/pre-auth-key.ts';
import { OnboardCommand } from '../../cli/onboard-command.ts';
import { theUser } from '../../cli/user-choice.ts';
import { describeUser } from '../../domain/resolve-user.ts';
import { joinedWith } from '../../operations/await-node.ts';
import { checkNewKey } from '../../operations/check-new-key.ts';
import { SHOWN_ONCE } from '../../operations/new-key.ts';

export default class PreAuthKeysCreate extends OnboardCommand {
  static override summary = 'Create a key that lets a device join without being asked';
  static override description =
    'The key is shown once. It can be used once, for an hour, unless the flags say otherwise.';
  static override examples = [
    { description: 'for the only user there is', command: 'hs preauthkeys create' },
    {
      description: 'for several devices, for 90 days',
      command: 'hs preauthkeys create --user john --reusable --expiration 90d',
    },
    {
      description: 'devices that vanish when they go offline',
      command: 'hs preauthkeys create --user ci --ephemeral --reusable',
    },
    {
      description: 'owned by tags, not by a user (0.28 and later)',
      command: 'hs preauthkeys create --no-user --tags tag:server',
    },
    {
      description: 'what to type on the device, and wait for it',
      command: 'hs preauthkeys create --user john --onboard --wait',
    },
    {
      description: 'straight into a script',
      command: 'KEY=$(hs preauthkeys create --user john --output name)',
    },
  ];
  static override flags = {
    ...preAuthKeyFlags,
    ...joiningFlags,
    ...handOverFlags,
    ...waitFlag,
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(PreAuthKeysCreate);
    const wished = wishedPreAuthKey(flags, this.deps.now());
    const api = await this.connect(flags);
    const onboarding = await this.onboarding(flags);
    if (flags['no-user']) await api.require('preAuthKeysNeedNoOwner');
    const user = flags['no-user']
      ? null
      : await theUser(this.userWish(flags.user), await api.listUsers(), this.prompter(flags), this.out);
    const owner = user ? describeUser(user) : wished.aclTags.join(', ');
    const proposal = {
      title: `Create a pre-auth key for ${owner} on ${this.server.address.text}`,
      ask: 'none' as const,
    };
    const before = flags.wait ? await api.listNodes() : [];
    const apply = () => api.createPreAuthKey({ ...wished, user });
    const key = await this.approved({ proposal, apply }, flags);
    if (!key) return await this.out.results([{ id: '', name: owner, status: 'would-change' }]);
    for (const notice of checkNewKey(key, this.deps.now())) this.out.note(notice);
    this.report(`Created pre-auth key ${key.id} for ${owner}`);
    this.out.note(SHOWN_ONCE);
    await this.handOver(key, onboarding, flags);
    if (flags.wait) await this.welcome(api, joinedWith(key.id, before), flags);
  }
}
