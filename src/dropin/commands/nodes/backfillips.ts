import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { oneData } from '../../output/data.ts';
import { texts } from '../../output/inner-fields.ts';
import { shapeOf } from '../../output/shape.ts';

/** From this many on, the native command wants their number typed. */
const MANY = 11;

const changesShape = shapeOf<readonly string[]>({ changes: texts((changes) => changes) });

/** `headscale nodes backfillips`. */
export const BACKFILLIPS: OfficialCommand = {
  name: 'backfillips',
  summary: 'Make the addresses of all nodes fit the prefixes that are configured.',

  async run(call) {
    // A no says nothing at all, which the official client does as well.
    if (!(await call.confirm('Are you sure that you want to assign/remove IPs to/from nodes?'))) return;
    const api = await call.connect();
    const changes = await during('backfilling IPs', async () => {
      const { length } = await api.listNodes();
      if (length >= MANY) await call.refuseWhereSevere(`\`hs nodes backfill-ips --confirm ${length}\``);
      return await api.backfillNodeIps();
    });
    await call.answer('Node IPs backfilled successfully', oneData(changesShape, changes));
  },
};
