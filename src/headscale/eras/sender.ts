import type { LazyList } from '../../domain/lazy-list.ts';
import type { ReleaseRange } from '../../domain/release.ts';
import { type Capability, mayHaveCapability, requireCapability } from '../capabilities.ts';
import type { CallOptions } from '../port.ts';
import type { Message, Wire } from '../wire.ts';
import { type Era, rangeOfEra } from './era.ts';
import { Fields } from './read.ts';
import { ERA_SCHEMAS, type EraSchema } from './schema.ts';

/** What the calls of one era share: its schema, and how to send. */
export interface Sender {
  readonly schema: EraSchema;
  /** Sends a call that changes nothing. */
  read(rpc: string, message: Message, options: CallOptions | undefined): Promise<Fields>;
  /** Sends a call that changes nothing for one list in its answer, of which each is read when it is taken. */
  each<T>(
    rpc: string,
    list: string,
    read: (fields: Fields) => T,
    options: CallOptions | undefined,
  ): Promise<LazyList<T>>;
  /** Sends a call that changes something: once. */
  change(rpc: string, message: Message, options: CallOptions | undefined): Promise<Fields>;
  /** Throws `unsupported` where the era, or the release where it is known, cannot do it. */
  require(name: Capability): void;
  /** Whether any release that the server can be has it. */
  mayBeAble(name: Capability): boolean;
}

/** `range` is the release as it was found; without it the era alone decides. */
export function senderOf(era: Era, wire: Wire, range: ReleaseRange = rangeOfEra(era)): Sender {
  const send = (rpc: string, message: Message, options: CallOptions | undefined, change: boolean) =>
    wire.call(rpc, message, { signal: options?.signal, timeoutMs: options?.timeoutMs, change });
  const read = async (rpc: string, message: Message, options: CallOptions | undefined) =>
    new Fields(await send(rpc, message, options, false));
  return {
    schema: ERA_SCHEMAS[era],
    read,
    async each(rpc, list, readOne, options) {
      if (!wire.each) return (await read(rpc, {}, options)).children(list).map(readOne);
      const answer = new Fields({});
      const readFields = (message: Message, index: number) =>
        readOne(new Fields(message, answer, list, index));
      return await wire.each(rpc, list, readFields, { ...options });
    },
    change: async (rpc, message, options) => Fields.ofChange(await send(rpc, message, options, true)),
    require: (name) => requireCapability(range, name),
    mayBeAble: (name) => mayHaveCapability(range, name),
  };
}
