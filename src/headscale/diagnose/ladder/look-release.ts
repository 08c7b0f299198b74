import { quoted } from '../../../domain/quoted.ts';
import {
  formatRange,
  intersectRanges,
  type ReleaseRange,
  releaseOfVersion,
} from '../../../domain/release.ts';
import { HsError } from '../../../errors.ts';
import { withAssumedRelease } from '../../assumed-release.ts';
import { hazardsOf } from '../../capabilities.ts';
import type { HeadscaleServer } from '../../connect.ts';
import { HttpClient } from '../../http/client.ts';
import { type HttpRelease, lookAtRelease as lookOverHttp } from '../../http/detect.ts';
import { askVersionPage } from '../../http/version-page.ts';
import type { ServerRelease } from '../../port.ts';
import type { FoundRelease } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** What the probes and the pages show together; undefined where neither shows anything. */
export async function lookAtRelease(ex: Examination): Promise<FoundRelease | undefined> {
  const grpc = await ex.grpc();
  const probed = grpc.kind === 'reached' ? grpc.release : undefined;
  const pages = (await ex.hasWebApi()) ? await fromPages(await ex.keyless()) : undefined;
  const all = join(probed, pages);
  const { range, ...rest } = withAssumedRelease(all, ex.server.assumedRelease);
  if (range === undefined) return undefined;
  const transport = probed ? 'gRPC' : pages ? 'HTTP' : undefined;
  return { ...rest, range, transport, hazards: hazardsOf(range).map(({ sentence }) => sentence) };
}

/** What the web side shows, without the key. */
async function fromPages(server: HeadscaleServer): Promise<HttpRelease | undefined> {
  const client = new HttpClient(server);
  const unanswered = () => new HsError('unreachable', 'No page of Headscale came back');
  try {
    return await lookOverHttp({
      hasKey: false,
      explainPage: unanswered,
      async ask(path) {
        if (path === '/version') return await askVersionPage(client, {});
        const answer = await client.read({ method: 'GET', path }, { authorised: false });
        if (answer.kind === 'failure') throw unanswered();
        return answer;
      },
    });
  } catch (error) {
    if (error instanceof HsError) return undefined;
    throw error;
  } finally {
    client.close();
  }
}

const NOTHING: ServerRelease = {
  range: undefined,
  version: undefined,
  foundBy: [],
  contradiction: undefined,
};

/** Two sides of one server have to agree: where they do not, calls may go to another server than pages. */
function join(probed: ServerRelease | undefined, pages: HttpRelease | undefined): ServerRelease {
  if (!probed) return pages ?? NOTHING;
  if (!pages) return probed;
  const { version } = pages;
  const foundBy = [...new Set([...probed.foundBy, ...pages.foundBy])];
  if (probed.range === undefined) return { ...pages, foundBy };
  const range = intersectRanges(probed.range, pages.shown);
  if (!range) {
    const contradiction = `gRPC is answered by ${formatRange(probed.range)}, the web API by ${formatRange(pages.shown)}`;
    return { ...probed, version, foundBy, contradiction };
  }
  const contradiction = contradictionOf(version, range) ?? pages.contradiction;
  if (contradiction !== undefined) return { range, version, foundBy, contradiction };
  return { range: intersectRanges(range, pages.range ?? range) ?? range, version, foundBy, contradiction };
}

function contradictionOf(version: string | undefined, range: ReleaseRange): string | undefined {
  const named = version === undefined ? undefined : releaseOfVersion(version);
  if (named === undefined || intersectRanges(range, { oldest: named, newest: named })) return undefined;
  return `/version says ${quoted(version ?? '')}, and the probes show ${formatRange(range)}`;
}
