// @peculiar/x509 resolves its parts through tsyringe, which refuses to load without the three functions of the
// reflect-metadata proposal. It asks them only for notes that decorators left on classes with parameters, and
// @peculiar/x509 has none, so "nothing noted" is the true answer. Import this before @peculiar/x509.
if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: () => undefined,
    getOwnMetadata: () => undefined,
    defineMetadata: () => undefined,
  });
}
