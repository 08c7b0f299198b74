import { describe, expect, test } from 'vitest';
import { eraCalls } from '../../../src/headscale/eras/calls.ts';
import { ERAS } from '../../../src/headscale/eras/era.ts';
import { loadMessages } from '../../../src/headscale/grpc/messages.ts';
import type { Message, Wire } from '../../../src/headscale/wire.ts';
import { list } from './expected.ts';
import { invocationOf, whyNot } from './invocations.ts';
import { type RecordedCall, recordedCalls } from './recorded.ts';

const calls = recordedCalls();

interface Sent {
  readonly rpc: string;
  readonly hex: string;
  readonly change: boolean;
}

/** Answers one recorded call with its recorded bytes; GetRoutes, which lists of old eras also ask for, with none. */
async function recordedWire(call: RecordedCall) {
  const messages = await loadMessages(call.era);
  const sent: Sent[] = [];
  const wire: Wire = {
    async call(rpc: string, message: Message, { change }) {
      const codec = messages.get(rpc);
      if (!codec) throw new Error(`${call.era} has no ${rpc}`);
      if (rpc === 'GetRoutes') return codec.decodeResponse(new Uint8Array());
      sent.push({ rpc, hex: Buffer.from(codec.encodeRequest(message)).toString('hex'), change });
      if (call.code !== 0) throw new Error(call.message);
      return codec.decodeResponse(Buffer.from(call.responseHex, 'hex'));
    },
  };
  return { wire, sent, messages };
}

/** What must go over the wire: the recorded bytes, but tags are never sent twice, as 0.27 would keep them so. */
async function expectedHex(call: RecordedCall): Promise<string> {
  const field = call.rpc === 'SetTags' ? 'tags' : 'aclTags';
  const tags = list(call.request[field]);
  if (new Set(tags).size === tags.length) return call.requestHex;
  const codec = (await loadMessages(call.era)).get(call.rpc);
  const message = { ...call.request, [field]: [...new Set(tags)] };
  return Buffer.from(codec?.encodeRequest(canonical(message)) ?? []).toString('hex');
}

function canonical(message: Message): Message {
  const { expiration, ...rest } = message;
  return expiration ? { ...rest, expiration: { seconds: (expiration as Message)['seconds'] } } : rest;
}

const CHANGES = /^(Create|Rename|Delete|Expire|Set|Register|Move|Backfill|Auth)/;

describe.each(ERAS)('requests of era %s', (era) => {
  const ofEra = calls.filter((call) => call.era === era);

  test.each(ofEra.filter((call) => invocationOf(call)))('$title', async (call) => {
    const invocation = invocationOf(call);
    const { wire, sent } = await recordedWire(call);
    const range = { oldest: call.release, newest: call.release };
    const answer = invocation?.invoke(eraCalls(era, wire, range));
    if (call.code === 0) expect(await answer).toEqual(invocation?.answer());
    else await expect(answer).rejects.toThrow(call.message);
    expect(sent).toEqual([{ rpc: call.rpc, hex: await expectedHex(call), change: CHANGES.test(call.rpc) }]);
  });

  test('every recorded call is sent by a method of the port, or it is said why not', () => {
    const silent = ofEra.filter((call) => !invocationOf(call) && !whyNot(call));
    expect(silent.map(({ title }) => title)).toEqual([]);
  });
});
