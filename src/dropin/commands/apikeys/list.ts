import type { ApiKey } from '../../../domain/api-key.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { listData } from '../../output/data.ts';
import { expirationCell } from '../../output/expiration-cell.ts';
import { id, shapeOf, text, time } from '../../output/shape.ts';
import type { TableColumn } from '../../output/table.ts';
import { timeText } from '../../output/time-text.ts';

const apiKeyShape = shapeOf<ApiKey>({
  id: id((key) => key.id),
  prefix: text((key) => key.prefix),
  expiration: time((key) => key.expiration),
  created_at: time((key) => key.createdAt),
  last_seen: time((key) => key.lastSeen),
});

const columnsAt = (now: number): readonly TableColumn<ApiKey>[] => [
  { header: 'ID', cell: (key) => key.id },
  { header: 'Prefix', cell: (key) => key.prefix },
  { header: 'Expiration', cell: (key) => expirationCell(key.expiration, now) },
  { header: 'Created', cell: (key) => timeText(key.createdAt) },
];

/** `headscale apikeys list`. */
export const LIST: OfficialCommand = {
  name: 'list',
  aliases: ['ls', 'show'],
  summary: 'List API keys.',

  async run(call) {
    const api = await call.connect();
    const keys = await during('listing api keys', () => api.listApiKeys());
    await call.list(columnsAt(call.now()), keys, listData(apiKeyShape, keys));
  },
};
