// Loaded with --import: puts a keyring that keeps its entries in a file in the place of the real package.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@napi-rs/keyring') return next(specifier, context);
    return { url: new URL('fake-keyring.ts', import.meta.url).href, shortCircuit: true };
  },
});
