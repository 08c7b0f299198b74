import type { HsCommandClass } from '../cli/hs-command.ts';

/** Every command by its words, in the order of help. Each is loaded only when it is run. */
export const COMMANDS: Readonly<Record<string, () => Promise<HsCommandClass>>> = {
  'users list': async () => (await import('./users/list.ts')).default,
  'users show': async () => (await import('./users/show.ts')).default,
  'users create': async () => (await import('./users/create.ts')).default,
  'users rename': async () => (await import('./users/rename.ts')).default,
  'users delete': async () => (await import('./users/delete.ts')).default,
  'nodes list': async () => (await import('./nodes/list.ts')).default,
  'nodes show': async () => (await import('./nodes/show.ts')).default,
  'nodes register': async () => (await import('./nodes/register.ts')).default,
  'nodes rename': async () => (await import('./nodes/rename.ts')).default,
  'nodes expire': async () => (await import('./nodes/expire.ts')).default,
  'nodes delete': async () => (await import('./nodes/delete.ts')).default,
  'preauthkeys list': async () => (await import('./preauthkeys/list.ts')).default,
  'preauthkeys create': async () => (await import('./preauthkeys/create.ts')).default,
  'preauthkeys expire': async () => (await import('./preauthkeys/expire.ts')).default,
  'preauthkeys delete': async () => (await import('./preauthkeys/delete.ts')).default,
  'apikeys list': async () => (await import('./apikeys/list.ts')).default,
  'apikeys create': async () => (await import('./apikeys/create.ts')).default,
  'apikeys expire': async () => (await import('./apikeys/expire.ts')).default,
  'apikeys delete': async () => (await import('./apikeys/delete.ts')).default,
  health: async () => (await import('./health.ts')).default,
  version: async () => (await import('./version.ts')).default,
  sandbox: async () => (await import('./sandbox.ts')).default,
};
