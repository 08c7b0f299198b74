import { Args } from '@oclif/core';

/** Help texts of the ways to name things, said once. */
const USER = 'The user: id, name, e-mail address or provider id';
const NODE = 'The node: id, given name, host name, IP address or node key';

/** The user a command is about; nothing is ever read from standard input in its place. */
export const userArg = (options: { required: true }) =>
  Args.string({ description: USER, ignoreStdin: true, ...options });

/** The node a command is about. */
export const nodeArg = (options: { required: true }) =>
  Args.string({ description: NODE, ignoreStdin: true, ...options });

/** The users a command is about, one or many. */
export const usersArg = () => manyArg('The users: ids, names, e-mail addresses or provider ids');

/** The nodes a command is about, one or many. */
export const nodesArg = () => manyArg('The nodes: ids, given names, host names, IP addresses or node keys');

/** The nodes a command is about, with something else after them. */
export const nodesAndArg = () =>
  Args.string({
    description: 'The nodes, one or many: ids, given names, host names or IP addresses; - reads them',
    ignoreStdin: true,
  });

/** The keys a command is about, one or many. Given as secrets, they are never repeated. */
export const keysArg = () => manyArg('The keys: ids, prefixes, or the keys themselves');

/** The waiting logins a command is about, one or many. */
export const sessionsArg = () => manyArg('The ids, URLs or commands that are shown');

/** The key a command is about. Given as a secret, it is never repeated. */
export const keyArg = (options: { required: true }) =>
  Args.string({
    description: 'The key: id, prefix, or the key itself; - reads it',
    ignoreStdin: true,
    ...options,
  });

/** Things that can be named, read from standard input where `-` says so, or left to a filter. */
const manyArg = (description: string) =>
  Args.string({ description: `${description}; - reads them`, ignoreStdin: true, multiple: true });

/** A value that stands alone, such as a new name. */
export const textArg = (description: string) => Args.string({ description, ignoreStdin: true });

/** A value that stands alone and has to be there. */
export const requiredTextArg = (description: string) =>
  Args.string({ description, ignoreStdin: true, required: true });

/** Routes, as CIDRs; several may follow each other or stand in one list. */
export const routesArg = () =>
  Args.string({ description: 'Routes such as 10.1.0.0/24', ignoreStdin: true, multiple: true });

/** Tags; several may follow each other or stand in one list. */
export const tagsArg = () =>
  Args.string({ description: 'Tags such as tag:server', ignoreStdin: true, multiple: true });

/** A context by its name. */
export const contextArg = () => Args.string({ description: 'The name of a context', ignoreStdin: true });

/** The context a command is about. */
export const requiredContextArg = () =>
  Args.string({ description: 'The name of a context', ignoreStdin: true, required: true });

/** A setting of a context, by its name. */
export const settingArg = (settings: readonly string[]) =>
  Args.string({
    description: 'The setting',
    ignoreStdin: true,
    required: true,
    options: [...settings],
  });

/** An earlier policy, by its number. */
export const backupArg = () =>
  Args.string({ description: 'An earlier policy: its id in hs policy history', ignoreStdin: true });
