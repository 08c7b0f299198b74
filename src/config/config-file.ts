import path from 'node:path';
import { HsError } from '../errors.ts';
import type { KeptFolder } from '../files/change-file.ts';
import { changeFile, prepareFolder } from '../files/change-file.ts';
import type { LockOptions } from '../files/file-lock.ts';
import { type FileFacts, readFileText } from '../files/file-system.ts';
import { type Config, NO_CONFIG } from './config.ts';
import type { ConfigDraft } from './config-yaml.ts';

/** What a config file says. */
interface ReadConfig {
  readonly config: Config;
  /** What a person should hear of, in sentences: a key that does nothing, permissions that are too wide. */
  readonly notices: readonly string[];
}

/** The file that holds all contexts: `config.yaml` in the config folder. */
export interface ConfigFile {
  /** Its path; undefined where there is no folder for it. */
  readonly path: string | undefined;
  /**
   * What it says; nothing where there is no file.
   * @throws HsError `usage` or `invalid_value`, with line and column
   */
  read(): Promise<ReadConfig>;
  /**
   * Changes it, alone among all hs that run: `edit` sees what is there now. What `edit` throws leaves it as it was.
   * @throws HsError `usage` where there is no folder, `failed` where it cannot be written
   */
  change(edit: (draft: ConfigDraft) => void): Promise<ReadConfig>;
}

/** The config file of a folder. Nothing is read or made before it is asked for. */
export function configFile(
  folder: KeptFolder | undefined,
  facts: FileFacts,
  options?: LockOptions,
): ConfigFile {
  const file = folder === undefined ? undefined : path.join(folder.path, 'config.yaml');
  return {
    path: file,

    async read() {
      const read = file === undefined ? undefined : await readFileText(file, facts.platform);
      if (file === undefined || read === undefined) return { config: NO_CONFIG, notices: [] };
      const { ConfigDocument } = await import('./config-yaml.ts');
      const { config, notices } = new ConfigDocument(read.text, file);
      // It can name programs that are run (apiKeyCommand) and where keys are sent.
      const open = read.mode !== undefined && (read.mode & 0o022) !== 0;
      return {
        config,
        notices: open ? [...notices, `Others can change ${file}: chmod 600 ${file}`] : notices,
      };
    },

    async change(edit) {
      if (file === undefined || folder === undefined) throw noFolder();
      const { ConfigDocument } = await import('./config-yaml.ts');
      const notices = await prepareFolder(folder, facts);
      let config = NO_CONFIG;
      await changeFile(
        file,
        facts,
        (old) => {
          const draft = new ConfigDocument(old ?? '', file);
          edit(draft);
          if (!draft.isChanged) {
            config = draft.config;
            return undefined;
          }
          const text = draft.text();
          // Nothing is written that could not be read again.
          const written = new ConfigDocument(text, file);
          config = written.config;
          notices.push(...written.notices);
          return text;
        },
        options,
      );
      return { config, notices };
    },
  };
}

function noFolder(): HsError {
  return new HsError('usage', 'There is no folder to keep contexts in: no home folder is known', {
    hint: 'Set HOME, or HS_CONFIG_DIR to a folder of yours.',
  });
}
