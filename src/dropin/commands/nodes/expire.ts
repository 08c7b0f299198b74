import { toMillis } from '../../../domain/instant.ts';
import type { NodeExpiry } from '../../../headscale/port.ts';
import { prepareExpiry } from '../../../operations/expire-node.ts';
import type { Call } from '../../call.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { switchFlag, textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { expiryTime } from './expiry-time.ts';
import { nodeShape } from './shape.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

const EXPIRY = textFlag({
  name: 'expiry',
  char: 'e',
  summary: 'When (RFC 3339, such as 2027-01-31T12:00:00Z); now without it (0.27.1 and later)',
});
const DISABLE = switchFlag({ name: 'disable', char: 'd', summary: 'Never (0.29 and later)' });

/** `headscale nodes expire`. */
export const EXPIRE: OfficialCommand = {
  name: 'expire',
  aliases: ['logout', 'exp', 'e'],
  summary: 'Log a node out, now or at a time.',
  flags: [IDENTIFIER, EXPIRY, DISABLE],

  async run(call) {
    const api = await call.connect();
    const expiry = await during('parsing expiry time', () => wishedExpiry(call));
    const doing = expiry === 'never' ? 'disabling node expiry' : 'expiring node';
    const expired = await during(doing, async () => {
      const notices = await prepareExpiry(api, expiry);
      const node = await api.expireNode(await nodeMeant(call, api), expiry);
      for (const notice of notices) call.note(notice);
      return node;
    });
    await call.answer(sentence(expiry, call.now()), oneData(nodeShape, expired));
  },
};

function wishedExpiry(call: Call): NodeExpiry {
  if (call.value(DISABLE)) return 'never';
  const text = call.value(EXPIRY);
  return text === '' ? 'now' : { at: expiryTime(text) };
}

function sentence(expiry: NodeExpiry, now: number): string {
  if (expiry === 'never') return 'Node expiry disabled';
  return expiry === 'now' || toMillis(expiry.at) <= now ? 'Node expired' : 'Node expiration updated';
}
