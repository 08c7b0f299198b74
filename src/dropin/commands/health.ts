import { HsError } from '../../errors.ts';
import { during } from '../errors/context-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';
import { oneData } from '../output/data.ts';
import { flag, shapeOf } from '../output/shape.ts';

const healthShape = shapeOf<{ readonly databaseConnectivity: boolean }>({
  database_connectivity: flag((health) => health.databaseConnectivity),
});

/** `headscale health`: the exit code tells people, an empty line stands for yes. */
export const HEALTH: OfficialCommand = {
  name: 'health',
  summary: 'Ask whether the server reaches its database.',

  async run(call) {
    const api = await call.connect();
    const health = await during('checking health', async () => {
      const answer = await api.health();
      if (answer.databaseConnectivity) return answer;
      throw new HsError('failed', 'The server does not reach its database');
    });
    await call.answer('', oneData(healthShape, health));
  },
};
