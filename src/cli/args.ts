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

/** A value that stands alone, such as a new name. */
export const textArg = (description: string) => Args.string({ description, ignoreStdin: true });

/** A value that stands alone and has to be there. */
export const requiredTextArg = (description: string) =>
  Args.string({ description, ignoreStdin: true, required: true });

/** The key a command is about. Given as a secret, it is never repeated. */
export const keyArg = (options: { required: true }) =>
  Args.string({ description: 'The key: id, prefix, or the key itself', ignoreStdin: true, ...options });

/** Routes, as CIDRs; several may follow each other or stand in one list. */
export const routesArg = () =>
  Args.string({ description: 'Routes such as 10.1.0.0/24', ignoreStdin: true, multiple: true });

/** Tags; several may follow each other or stand in one list. */
export const tagsArg = (options: { required: boolean }) =>
  Args.string({ description: 'Tags such as tag:server', ignoreStdin: true, multiple: true, ...options });

/** A context by its name. */
export const contextArg = () => Args.string({ description: 'The name of a context', ignoreStdin: true });

/** The context a command is about. */
export const requiredContextArg = () =>
  Args.string({ description: 'The name of a context', ignoreStdin: true, required: true });
