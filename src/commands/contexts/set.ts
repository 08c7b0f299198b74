import { requiredContextArg, requiredTextArg, settingArg } from '../../cli/args.ts';
import { CONTEXT_SETTINGS } from '../../cli/context-settings.ts';
import { ContextSettingsCommand } from '../../cli/context-settings-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';

export default class ContextsSet extends ContextSettingsCommand {
  static override summary = 'Change a setting of a context';
  static override description =
    'Its server and its API key are changed by logging in. What there is now shows hs contexts show.';
  static override examples = [
    { description: 'refuse every change', command: 'hs contexts set prod readOnly true' },
    { description: 'want the gravest changes named', command: 'hs contexts set prod confirm severe' },
    { description: 'the user where none is named', command: 'hs contexts set prod defaultUser alice' },
  ];
  static override args = {
    context: requiredContextArg(),
    setting: settingArg(CONTEXT_SETTINGS),
    value: requiredTextArg('What it is from now on'),
  };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { args } = await this.read(ContextsSet);
    await this.change(args.context, args.setting, args.value);
  }
}
