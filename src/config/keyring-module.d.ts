/**
 * What hs uses of `@napi-rs/keyring` 2. The package is optional: it may be missing where hs is built and where it runs.
 */
declare module '@napi-rs/keyring' {
  interface EntryOptions {
    /** Linux alone: the store that must be there. Without it the kernel's, which forgets at reboot, would do. */
    readonly linux?: { readonly store?: 'secret-service' | 'keyutils' };
  }

  export class AsyncEntry {
    constructor(service: string, username: string, options?: EntryOptions);
    setPassword(password: string): Promise<void>;
    getPassword(): Promise<string | null>;
    /** False where there was nothing to delete. */
    deletePassword(): Promise<boolean>;
  }
}
