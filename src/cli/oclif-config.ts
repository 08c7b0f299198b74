import { Config } from '@oclif/core';

/** The configuration that oclif's commands want to be built with. It is not loaded: nothing of it is read from disk. */
export function oclifConfig(root: string): Config {
  const config = new Config({ root });
  config.bin = 'hs';
  return config;
}
