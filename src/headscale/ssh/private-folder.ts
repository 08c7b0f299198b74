import { mkdtempSync } from 'node:fs';
import path from 'node:path';

/**
 * The longest path that a folder is made in: with the names in it, and the 17 bytes that ssh adds while it makes its
 * control socket, it has to fit into the 104 bytes that macOS has for the path of a socket.
 */
const LONGEST = 70;

/**
 * Makes a folder that only this user can enter, for sockets: where the system keeps such things, else in a folder for
 * temporary files. ssh reads `%`, `$` and `:` in a path as its own, so one that holds them is passed over.
 * @throws the system's error where none can be made
 */
export function makePrivateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const wished = [env['XDG_RUNTIME_DIR'], env['TMPDIR']].filter(
    (folder) => folder !== undefined && folder.length <= LONGEST && /^\/[A-Za-z0-9/._@+=,-]*$/.test(folder),
  );
  for (const folder of wished) {
    try {
      return makeIn(folder ?? '');
    } catch {
      // It is gone, or another user's: the next one will do.
    }
  }
  return makeIn('/tmp');
}

function makeIn(folder: string): string {
  return mkdtempSync(path.join(folder, 'hs-'));
}
