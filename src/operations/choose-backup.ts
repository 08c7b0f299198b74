import type { PolicyBackup } from '../domain/policy-backup.ts';
import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import type { PolicyBackups } from '../state/policy-backups.ts';

/** A policy that is kept, with its text. */
export interface KeptPolicy {
  readonly backup: PolicyBackup;
  readonly text: string;
}

/**
 * The policy of that id.
 * @throws HsError `not_found`
 */
export async function backupOf(backups: PolicyBackups, id: string): Promise<KeptPolicy> {
  const wanted = id.replace(/^id:/, '');
  const all = await backups.list();
  const backup = all.find((one) => one.id === wanted);
  const text = backup && (await backups.text(backup.id));
  if (backup && text !== undefined) return { backup, text };
  if (all.length === 0) throw nothingKept();
  throw new HsError('not_found', `No earlier policy ${quoted(id)} is kept here`, {
    hint: '`hs policy history` shows those that are.',
  });
}

/**
 * The newest policy that is another than the present one: the version before it, as far as this machine knows.
 * @throws HsError `not_found`
 */
export async function versionBefore(
  backups: PolicyBackups,
  present: string | undefined,
): Promise<KeptPolicy> {
  for (const backup of await backups.list()) {
    const text = await backups.text(backup.id);
    if (text !== undefined && text !== present) return { backup, text };
  }
  throw nothingKept();
}

function nothingKept(): HsError {
  return new HsError('not_found', 'No earlier policy of this server is kept on this machine', {
    hint: 'hs keeps what it replaces: each hs policy set, edit and rollback made from here.',
  });
}
