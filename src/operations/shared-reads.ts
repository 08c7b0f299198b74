import type { HeadscaleApi } from '../headscale/port.ts';

/**
 * The same port, where lists that are asked for at the same time are read once. Nobody is handed a list that was asked
 * of the server before it was asked for here: what is re-read before a change is never older than the wish to change.
 */
export function withSharedReads(api: HeadscaleApi): HeadscaleApi {
  const shared = {
    listNodes: { value: sharedRead(api.listNodes.bind(api)) },
    listUsers: { value: sharedRead(api.listUsers.bind(api)) },
    listPreAuthKeys: { value: sharedRead(api.listPreAuthKeys.bind(api)) },
    listApiKeys: { value: sharedRead(api.listApiKeys.bind(api)) },
  };
  // Its methods may be inherited, so the port is built on the old one instead of copied.
  return Object.create(api, shared) as HeadscaleApi;
}

/** One read at a time; whoever asks while one is under way shares the next. A read with wishes of its own stands alone. */
function sharedRead<T, O>(read: (options?: O) => Promise<T>): (options?: O) => Promise<T> {
  let running: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    next = undefined;
    const mine = read();
    const ended = mine.then(
      () => {},
      () => {},
    );
    running = ended;
    void ended.then(() => {
      if (running === ended) running = undefined;
    });
    return mine;
  };
  return (options) => {
    if (options !== undefined) return read(options);
    if (!running) return start();
    next ??= running.then(start);
    return next;
  };
}
