import type { Node } from '../../domain/node.ts';
import { HsError } from '../../errors.ts';
import type { CallOptions } from '../port.ts';
import type { EraCalls } from './calls.ts';
import { readNode } from './node-codec.ts';
import { type RouteChange, type RouteRow, readRouteRow, routeChanges, withRoutes } from './route-rows.ts';
import type { Sender } from './sender.ts';
import { idOf, unique, withoutDefaults } from './write.ts';

/** Approves routes: the whole set in one call from 0.26 on, row by row before. */
export function routeCalls(sender: Sender): Pick<EraCalls, 'setApprovedRoutes'> {
  const { schema } = sender;

  async function rowsOf(nodeId: string, options: CallOptions | undefined): Promise<RouteRow[]> {
    return (await sender.read('GetNodeRoutes', { nodeId }, options)).children('routes').map(readRouteRow);
  }

  async function rowByRow(nodeId: string, wanted: readonly string[], options: CallOptions | undefined) {
    const done: RouteChange[] = [];
    for (const change of routeChanges(await rowsOf(nodeId, options), wanted)) {
      try {
        await sender.change(change.rpc, { routeId: change.routeId }, options);
      } catch (error) {
        throw afterSome(done, error);
      }
      done.push(change);
    }
    const [answer, rows] = await Promise.all([
      sender.read('GetNode', { nodeId }, options),
      rowsOf(nodeId, options),
    ]);
    return withRoutes(readNode(answer.child('node'), schema), rows);
  }

  async function atOnce(nodeId: string, wanted: readonly string[], options: CallOptions | undefined) {
    const message = withoutDefaults({ nodeId, routes: unique(wanted) });
    const answer = await sender.change('SetApprovedRoutes', message, options);
    return readNode(answer.child('node'), schema);
  }

  return {
    async setApprovedRoutes(node: Node, routes, options) {
      const set = schema.routes === 'rows' ? rowByRow : atOnce;
      return await set(idOf(node, 'node'), routes, options);
    },
  };
}

/** The failure in the midst of several calls, with what the calls before it have changed already. */
function afterSome(done: readonly RouteChange[], error: unknown): unknown {
  if (!(error instanceof HsError) || done.length === 0) return error;
  const lines = done.map(({ rpc, prefix }) => `${rpc === 'EnableRoute' ? 'approved' : 'revoked'} ${prefix}`);
  return new HsError(error.code, error.message, {
    hint: error.hint,
    details: [...error.details, `before that: ${lines.join(', ')}`],
    cause: error,
  });
}
