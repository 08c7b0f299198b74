import { formatRange, type ReleaseRange } from '../../domain/release.ts';
import type { TailnetStatus } from '../../domain/status.ts';
import { jsonTime } from '../times.ts';
import type { Column, View } from '../view.ts';

/** A tailnet at a glance and where it is. */
export interface Status extends TailnetStatus {
  readonly context: string | undefined;
  readonly address: string;
  readonly release: ReleaseRange | undefined;
  readonly transport: string;
  /** What this release is known to get wrong, a sentence each. */
  readonly faults: readonly string[];
}

const count = (
  id: string,
  header: string,
  description: string,
  value: (status: Status) => number,
): Column<Status> => ({
  id,
  header,
  description,
  value,
});

/** For machine formats; people get lines of their own. */
export const statusView: View<Status> = {
  one: 'status',
  many: 'statuses',
  columns: [
    { id: 'address', header: 'Address', description: 'where the server is', value: ({ address }) => address },
    {
      id: 'release',
      header: 'Release',
      description: 'the release of the server',
      value: ({ release }) => (release ? formatRange(release) : null),
    },
    count('nodes', 'Nodes', 'how many nodes there are', ({ nodes }) => nodes.total),
    count('online', 'Online', 'how many of them are online', ({ nodes }) => nodes.online),
    count('expired', 'Expired', 'how many of them expired', ({ nodes }) => nodes.expired),
    count('waiting', 'Routes waiting', 'routes to be approved', ({ routes }) => routes.waiting),
    {
      id: 'attention',
      header: 'Needs a person',
      description: 'what is to be looked after',
      value: ({ attention }) => attention.map(({ kind }) => kind),
    },
  ],
  toJson: ({
    context,
    address,
    release,
    transport,
    faults,
    nodes,
    routes,
    users,
    preAuthKeys,
    apiKeys,
    attention,
  }) => ({
    context: context ?? null,
    address,
    release: release ? formatRange(release) : null,
    transport,
    nodes: { ...nodes },
    routes: { ...routes },
    users: { ...users },
    preAuthKeys: { ...preAuthKeys },
    apiKeys: { total: apiKeys.total, usable: apiKeys.usable, ownEnds: jsonTime(apiKeys.ownEnds) },
    attention: attention.map(({ kind, text, command }) => ({ kind, text, command })),
    faults,
  }),
  id: ({ address }) => address,
  name: ({ context, address }) => context ?? address,
};
