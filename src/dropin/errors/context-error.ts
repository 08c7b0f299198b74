/** Something that failed, and what was being done: the official client says that before the reason. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
  /** `creating user`. */
  readonly context: string;

  constructor(context: string, cause: unknown) {
    super(context, { cause });
    this.context = context;
  }
}

/** Does something, and says what it was where it fails. */
export async function during<T>(context: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ContextError ? error : new ContextError(context, error);
  }
}

/** Does something whose failures belong to somebody who asks what they are: what was being done is left out. */
export async function withoutContext<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ContextError ? error.cause : error;
  }
}
