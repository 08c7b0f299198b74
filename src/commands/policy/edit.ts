import { formatFlag } from '../../cli/flags/output.ts';
import { backupFlag } from '../../cli/policy-command.ts';
import { PolicyEditCommand } from '../../cli/policy-edit-command.ts';

export default class PolicyEdit extends PolicyEditCommand {
  static override summary = 'Edit the policy in your editor';
  static override description =
    'The editor is HS_EDITOR, VISUAL or EDITOR, else vi (on Windows notepad). What you save is checked; a policy that ' +
    'is refused is opened again with the reason above its line. Then what changes is shown and asked. Nothing you ' +
    'wrote is lost: where it is not set in the end, the file it is in is named. Saving nothing changes nothing.';
  static override examples = [
    { description: 'in the usual editor', command: 'hs policy edit' },
    { description: 'in another, once', command: 'HS_EDITOR="code --wait" hs policy edit' },
  ];
  static override flags = { ...backupFlag, ...formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.read(PolicyEdit);
    await this.edit(flags);
  }
}
