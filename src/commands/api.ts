import { requiredTextArg, textArg } from '../cli/args.ts';
import { ChangeCommand } from '../cli/change-command.ts';
import { revealFlag } from '../cli/flags/output.ts';
import { maskRawAnswer } from '../operations/mask-raw.ts';
import { checkRawHazards } from '../operations/raw-hazards.ts';
import { isRawChange, parseRawMessage, requireRpc, SEVERE_RAW_CALLS } from '../operations/raw-rules.ts';

export default class Api extends ChangeCommand {
  static override summary = 'Make any call of the server by hand, JSON in and out';
  static override description =
    'The calls and fields are those of the release that answers; what it does not know is refused, since servers ' +
    'drop it in silence. Names are camelCase, ids strings, times RFC 3339.';
  static override examples = [
    { description: 'read', command: 'hs api ListUsers \'{"name": "alice"}\'' },
    { description: 'change, with the message from a file', command: 'hs api SetTags - --yes < message.json' },
  ];
  static override args = {
    rpc: requiredTextArg('The call, such as ListNodes'),
    message: textArg('Its message as JSON, or - for standard input; {} where it is left out'),
  };
  static override flags = revealFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(Api);
    const { rpc } = args;
    const change = isRawChange(rpc);
    if (change) this.requireSomebodyToAsk(`Call ${rpc}`, flags);
    const message = parseRawMessage(args.message === '-' ? await this.texts.readStdin() : args.message);
    const api = await this.connect(flags);
    await requireRpc(api, rpc);
    const consequences = await checkRawHazards(api, rpc, message);
    const proposal = {
      title: `Call ${rpc} on ${this.server.address.text}`,
      consequences,
      changes: change,
      ask: !change ? ('none' as const) : SEVERE_RAW_CALLS.has(rpc) ? { type: rpc } : ('confirm' as const),
    };
    const answer = await this.approved({ proposal, apply: () => api.raw(rpc, message, { change }) }, flags);
    if (answer === undefined) return;
    const shown = flags.reveal ? answer : maskRawAnswer(rpc, answer);
    await this.out.text(`${JSON.stringify(shown, undefined, 2)}\n`);
  }
}
