import { formatRange, intersectRanges, type ReleaseRange } from '../../domain/release.ts';
import type { HsError } from '../../errors.ts';
import type { ServerRelease } from '../port.ts';
import { hull, withSaidVersion } from '../said-version.ts';
import { type Evidence, readHealth, readKey, readOpenApi, readVersion } from './evidence.ts';
import type { Answer } from './exchange.ts';
import { releaseFromSwagger } from './swagger.ts';
import { releaseFromWrongVerbs } from './wrong-verbs.ts';

/** What is known of the release behind HTTP. */
export interface HttpRelease extends ServerRelease {
  /** What the API itself shows, whatever `/version` says of it. */
  readonly shown: ReleaseRange;
}

/** How to ask one server, over one connection. */
export interface Questions {
  /** Asks a path with GET; `authorised` sends the API key too. Throws where no answer comes. */
  ask(path: string, authorised: boolean): Promise<Answer>;
  /** Whether there is an API key to send. */
  readonly hasKey: boolean;
  /** The error for an answer that is none of Headscale's. */
  explainPage(answer: Answer): HsError;
}

/**
 * Finds the release without the API key: by how a call without a key is refused, by the public OpenAPI documents,
 * and by `/version`. Only where a proxy lets nothing but the API through are calls made with the key, which the
 * gateway cannot execute.
 * @throws HsError where nothing that answers looks like Headscale
 */
export async function lookAtRelease({ ask, hasKey, explainPage }: Questions): Promise<HttpRelease> {
  const [health, version, swagger] = await Promise.all([
    ask('/api/v1/health', false),
    ask('/version', false),
    ask('/swagger/v1/openapiv2.json', false),
  ]);
  const evidence: Evidence[] = [];
  const note = (by: string, range: ReleaseRange | undefined) => {
    if (range) evidence.push({ by, range });
  };
  note('the API', readHealth(health));
  note('/swagger', releaseFromSwagger(swagger));
  if (evidence.length === 0 || allowed(evidence)?.newest !== allowed(evidence)?.oldest) {
    await lookCloser(evidence, note, ask, hasKey);
  }
  if (evidence.length === 0) throw explainPage(health);
  return conclude(evidence, readVersion(version));
}

/** Asks what is left to ask, as far as it can tell something. */
async function lookCloser(
  evidence: readonly Evidence[],
  note: (by: string, range: ReleaseRange | undefined) => void,
  ask: Questions['ask'],
  hasKey: boolean,
): Promise<void> {
  const mayBe = (release: ReleaseRange['oldest']) => {
    const range = allowed(evidence);
    return range !== undefined && intersectRanges(range, { oldest: release, newest: release }) !== undefined;
  };
  if (evidence.length === 0 || mayBe('0.30')) {
    note('/openapi.yaml', readOpenApi(await ask('/api/v1/openapi.yaml', false)));
  }
  if (hasKey && evidence.length > 0 && mayBe('0.27.0') && mayBe('0.29')) {
    note('probes', await releaseFromWrongVerbs((path) => ask(path, true)));
  }
  if (mayBe('0.24') && mayBe('0.25')) note('/key', readKey(await ask('/key', false)));
}

/** What all evidence allows; undefined where it contradicts itself, or where there is none. */
function allowed(evidence: readonly Evidence[]): ReleaseRange | undefined {
  return evidence
    .map(({ range }) => range)
    .reduce<ReleaseRange | undefined>((all, range) => all && intersectRanges(all, range), evidence[0]?.range);
}

/** `/version` narrows what the API shows. Where they contradict each other the server is believed to be any of both. */
function conclude(evidence: readonly Evidence[], version: string | undefined): HttpRelease {
  const foundBy = evidence.map(({ by }) => by);
  const shown = allowed(evidence);
  if (!shown) {
    const all = hull(evidence.map(({ range }) => range));
    const each = evidence.map(({ by, range }) => `${by} is that of ${formatRange(range)}`);
    return { range: all, shown: all, version, foundBy, contradiction: each.join(', ') };
  }
  const { range, ...rest } = withSaidVersion({ range: shown, foundBy, words: 'the API is' }, version);
  return { range, shown, ...rest };
}
