import { formatRange, type ReleaseRange } from '../../domain/release.ts';
import type { View } from '../view.ts';

/** The two programs, and how it is known what the server is. */
export interface Versions {
  readonly client: string;
  /** Undefined where no server is named. */
  readonly address: string | undefined;
  readonly transport: string | undefined;
  readonly release: ReleaseRange | undefined;
  readonly version: string | undefined;
  readonly foundBy: readonly string[];
  /** What this release cannot do, a sentence each. */
  readonly cannot: readonly string[];
  /** Why the server could not be asked, or how what it shows contradicts itself. */
  readonly problem: string | undefined;
}

export const versionView: View<Versions> = {
  one: 'version',
  many: 'versions',
  columns: [
    { id: 'client', header: 'hs', description: 'the version of this program', value: ({ client }) => client },
    { id: 'server', header: 'Server', description: 'the release of the server', value: serverText },
    { id: 'address', header: 'Address', description: 'where it is', value: ({ address }) => address ?? null },
    {
      id: 'transport',
      header: 'Transport',
      description: 'how it is spoken to',
      value: ({ transport }) => transport ?? null,
    },
    {
      id: 'foundBy',
      header: 'Found by',
      description: 'what the release was told from',
      value: ({ foundBy }) => foundBy,
    },
    {
      id: 'cannot',
      header: 'It cannot',
      description: 'what this release cannot do',
      value: ({ cannot }) => cannot,
      shown: ({ cannot }) => ({ text: cannot.join('; ') }),
    },
  ],
  toJson: (versions) => ({
    client: { version: versions.client },
    server:
      versions.address === undefined
        ? null
        : {
            address: versions.address,
            release: versions.release ? formatRange(versions.release) : null,
            oldest: versions.release?.oldest ?? null,
            newest: versions.release?.newest ?? null,
            version: versions.version ?? null,
            transport: versions.transport ?? null,
            foundBy: versions.foundBy,
            cannot: versions.cannot,
            problem: versions.problem ?? null,
          },
  }),
  id: ({ client }) => client,
};

function serverText({ address, release, problem }: Versions): string {
  if (address === undefined) return 'none is named';
  // With a release it is a contradiction in what the server shows.
  if (release) return `Headscale ${formatRange(release)}${problem === undefined ? '' : `: ${problem}`}`;
  return problem === undefined ? 'unknown release' : `unknown: ${problem}`;
}
