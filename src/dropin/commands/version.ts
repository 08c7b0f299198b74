import { formatRange } from '../../domain/release.ts';
import { type ServerVersion, serverVersion } from '../../operations/server-version.ts';
import { VERSION } from '../../version.ts';
import { withoutContext } from '../errors/context-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';
import { OUTPUT } from '../grammar/global-flags.ts';
import { plainData } from '../output/data.ts';

/**
 * `headscale version`: that of the server. The official client tells its own, which is the same where it stands beside
 * its server, and that is what scripts look for. Whether a server answers or not, it is no error.
 */
export const VERSION_COMMAND: OfficialCommand = {
  name: 'version',
  summary: 'Print the version of the server.',
  flags: [OUTPUT],

  async run(call) {
    const server = await serverVersion(
      () => withoutContext(async () => (await call.server()).address),
      () => withoutContext(() => call.connect()),
    );
    if (server.problem !== undefined) call.note(`The server does not tell its version: ${server.problem}`);
    const version = versionText(server);
    const go = { version: `hs ${VERSION}`, ...call.machine };
    const sentence = [
      `headscale version ${version}`,
      'commit: unknown',
      'build time: unknown',
      `built with: ${go.version} ${go.os}/${go.arch}`,
      '',
    ].join('\n');
    await call.answer(sentence, {
      ...plainData({ version, commit: 'unknown', buildTime: 'unknown', go, dirty: false }),
      yaml: { version, commit: 'unknown', buildtime: 'unknown', go, dirty: false },
    });
  },
};

function versionText({ version, release }: ServerVersion): string {
  return version ?? (release === undefined ? 'unknown' : formatRange(release));
}
