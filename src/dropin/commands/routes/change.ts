import { planRoutes, type RouteVerb } from '../../../operations/change-routes.ts';
import type { Call } from '../../call.ts';
import { during } from '../../errors/context-error.ts';
import { idFlag } from '../../grammar/flag.ts';
import { NOTHING } from '../../output/data.ts';
import { routeOfId } from './numbered-routes.ts';

/** `-r`, which names a route. */
export const ROUTE = idFlag({ name: 'route', char: 'r', summary: 'The id of the route', required: true });

/** Approves the route that is named, or revokes it; the others of its node stay as they are. */
export async function changeRoute(call: Call, verb: RouteVerb): Promise<void> {
  const api = await call.connect();
  await during(verb === 'approve' ? 'enabling route' : 'disabling route', async () => {
    const { node, prefix } = await routeOfId(api, call.value(ROUTE));
    const what = { verb, wished: [prefix] };
    const { wished, facts, warnings } = await planRoutes(api, node, await api.listNodes(), what);
    await api.setApprovedRoutes(node, wished);
    for (const line of [...facts, ...warnings]) call.note(line);
  });
  await call.done(NOTHING);
}
