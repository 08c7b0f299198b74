import { planTags } from '../../../operations/change-tags.ts';
import { during } from '../../errors/context-error.ts';
import { OfficialError } from '../../errors/official-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { givenListFlag } from '../../grammar/given-list-flag.ts';
import { oneData } from '../../output/data.ts';
import { nodeShape } from './shape.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

const TAGS = givenListFlag({
  name: 'tags',
  char: 't',
  summary: 'All the tags there will be, in the place of those it has',
});

/** `headscale nodes tag`: replaces all tags. Which are good is for the server to say. */
export const TAG: OfficialCommand = {
  name: 'tag',
  aliases: ['tags', 't'],
  summary: 'Give a node these tags and no others.',
  flags: [IDENTIFIER, TAGS],

  async run(call) {
    const api = await call.connect();
    const tagged = await during('setting tags', async () => {
      const tags = call.value(TAGS);
      if (tags === undefined) {
        throw new OfficialError(
          'without --tags every tag of the node would go, so nothing was done: --tags "" says that it is meant',
        );
      }
      const node = await nodeMeant(call, api);
      const { wished, consequences } = await planTags(api, node, 'set', tags);
      const answer = await api.setTags(node, wished);
      for (const consequence of consequences) call.note(consequence);
      return answer;
    });
    await call.answer('Node updated', oneData(nodeShape, tagged));
  },
};
