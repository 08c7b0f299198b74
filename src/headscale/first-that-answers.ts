import { HsError } from '../errors.ts';
import type { Transport } from './api.ts';
import type { CallOptions } from './port.ts';

/**
 * The transport that a Headscale answers on: the first, or the second where the first finds none. The choice is made
 * before anything is changed and holds from then on. Where neither is answered, the first one's error is the one that
 * is told: it is about what most servers offer.
 */
export function firstThatAnswers(first: Transport, second: () => Promise<Transport>): Transport {
  let chosen: Promise<Transport> | undefined;
  let settled: Transport | undefined;
  const opened: Transport[] = [first];

  async function decide(options: CallOptions): Promise<Transport> {
    try {
      await first.reading(options);
      return first;
    } catch (error) {
      if (!canBeElsewhere(error)) throw error;
      const other = await second();
      opened.push(other);
      if (await isHeadscale(other, options)) return other;
      throw error;
    }
  }

  function choose(options: CallOptions): Promise<Transport> {
    if (!chosen) {
      const mine = decide(options);
      chosen = mine;
      mine.then(
        (transport) => {
          settled = transport;
        },
        () => {
          if (chosen === mine) chosen = undefined;
        },
      );
    }
    return chosen;
  }

  return {
    get name() {
      return (settled ?? first).name;
    },
    release: async (options) => (await choose(options)).release(options),
    sendEarly: (call, options) => (settled ?? first).sendEarly(call, options),
    underWay: (withinMs) => (settled ?? first).underWay(withinMs),
    reading: async (options) => (await choose(options)).reading(options),
    changing: async (options, call) => (await choose(options)).changing(options, call),
    close() {
      for (const transport of opened) transport.close();
    },
  };
}

/** A refused name or certificate would be refused again; an answer that is not gRPC's can be another's. */
function canBeElsewhere(error: unknown): boolean {
  return error instanceof HsError && error.code === 'unreachable';
}

/** Only a server whose release shows is one: any web server answers something. */
async function isHeadscale(transport: Transport, options: CallOptions): Promise<boolean> {
  try {
    return (await transport.release(options)).range !== undefined;
  } catch {
    return false;
  }
}
