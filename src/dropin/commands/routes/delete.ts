import { checkRawHazards } from '../../../operations/raw-hazards.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { ROUTE } from './change.ts';
import { routeOfId } from './numbered-routes.ts';

const RPC = 'DeleteRoute';

/** `headscale routes delete`, which there was up to 0.25: no operation of hs forgets routes, so it is a call by hand. */
export const DELETE: OfficialCommand = {
  name: 'delete',
  summary: 'Forget a route (up to 0.25).',
  flags: [ROUTE],

  async run(call) {
    const api = await call.connect();
    await during('deleting route', async () => {
      const { id } = await routeOfId(api, call.value(ROUTE));
      const message = { routeId: id };
      await checkRawHazards(api, RPC, message);
      await api.raw(RPC, message, { change: true });
    });
    await call.done(NOTHING);
  },
};
