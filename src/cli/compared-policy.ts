import { HsError } from '../errors.ts';
import { backupOf } from '../operations/choose-backup.ts';
import { type PolicySource, readPolicyText } from '../operations/policy-source.ts';
import type { PolicyBackups } from '../state/policy-backups.ts';

/** What the stored policy is compared with: a file, standard input, or an earlier policy. */
export async function comparedPolicy(
  { file, backup }: { readonly file: string | undefined; readonly backup: string | undefined },
  source: PolicySource,
  backups: PolicyBackups,
): Promise<{ readonly name: string; readonly text: string }> {
  if (backup === undefined) {
    return { name: file === '-' ? 'standard input' : (file ?? ''), text: await readPolicyText(file, source) };
  }
  if (file !== undefined) throw new HsError('usage', 'Either name a file or give --backup, not both');
  const kept = await backupOf(backups, backup);
  return { name: `policy ${kept.backup.id}`, text: kept.text };
}
