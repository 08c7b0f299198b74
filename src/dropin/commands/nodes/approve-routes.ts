import { during } from '../../errors/context-error.ts';
import { OfficialError } from '../../errors/official-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { givenListFlag } from '../../grammar/given-list-flag.ts';
import { oneData } from '../../output/data.ts';
import { nodeShape } from './shape.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

const ROUTES = givenListFlag({
  name: 'routes',
  char: 'r',
  summary: 'All the routes that will be approved, in the place of those that are; "" for none',
});

/** `headscale nodes approve-routes`: replaces all approvals. Which routes are good is for the server to say. */
export const APPROVE_ROUTES: OfficialCommand = {
  name: 'approve-routes',
  summary: 'Approve these routes of a node and no others.',
  flags: [IDENTIFIER, ROUTES],

  async run(call) {
    const api = await call.connect();
    const node = await during('setting approved routes', async () => {
      const routes = call.value(ROUTES);
      if (routes === undefined) {
        throw new OfficialError(
          'without --routes every approval of the node would go, so nothing was done: --routes "" says that it is meant',
        );
      }
      const hazard = routes.length === 0 ? await api.hazard('clearedRoutesForgottenAtRestart') : undefined;
      const answer = await api.setApprovedRoutes(await nodeMeant(call, api), routes);
      if (hazard) call.note(`${hazard.sentence}. ${hazard.instead}`);
      return answer;
    });
    await call.answer('Node updated', oneData(nodeShape, node));
  },
};
