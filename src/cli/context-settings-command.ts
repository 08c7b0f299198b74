import { findContext } from '../config/config.ts';
import { contextView } from '../output/views/contexts.ts';
import { contextRow } from './context-rows.ts';
import { changedSetting } from './context-settings.ts';
import { HsCommand } from './hs-command.ts';

/** The base of commands that change one setting of a context. */
export abstract class ContextSettingsCommand extends HsCommand {
  /** Changes it, alone among all hs that run; `value` undefined for the usual one. */
  protected async change(name: string, setting: string, value: string | undefined): Promise<void> {
    const { file } = this.deps.contexts;
    const { readFile } = this.texts;
    const { config, notices } = await file.change((draft) =>
      draft.put(changedSetting(findContext(draft.config, name), setting, value, readFile)),
    );
    for (const notice of notices) this.out.note(notice);
    this.out.note(
      value === undefined
        ? `Unset ${setting} of context ${name}`
        : `Set ${setting} of context ${name} to ${value}`,
    );
    const row = contextRow(findContext(config, name), config.currentContext === name);
    if (this.out.how.machine) await this.out.details(row, contextView);
  }
}
