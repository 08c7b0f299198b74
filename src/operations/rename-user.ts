import type { User } from '../domain/user.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** What a person should know before a user gets another name. */
export async function renameUserNotices(api: HeadscaleApi, user: User): Promise<string[]> {
  const notices: string[] = [];
  if (user.provider !== '') {
    notices.push(`This user comes from ${user.provider}: the next login may bring the old name back`);
  }
  const hazard = await api.hazard('renamedUserKeepsOldNameInNodes');
  if (hazard) notices.push(`${hazard.sentence}. ${hazard.instead}`);
  return notices;
}
