import { requiredContextArg, settingArg } from '../../cli/args.ts';
import { CONTEXT_SETTINGS } from '../../cli/context-settings.ts';
import { ContextSettingsCommand } from '../../cli/context-settings-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';

export default class ContextsUnset extends ContextSettingsCommand {
  static override summary = 'Put a setting of a context back to what is usual';
  static override examples = [
    { description: 'allow changes again', command: 'hs contexts unset prod readOnly' },
    {
      description: 'go by the authorities of this machine again',
      command: 'hs contexts unset prod pinnedCertificate',
    },
  ];
  static override args = { context: requiredContextArg(), setting: settingArg(CONTEXT_SETTINGS) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { args } = await this.read(ContextsUnset);
    await this.change(args.context, args.setting, undefined);
  }
}
