/** A machine as Go names it. */
export interface GoMachine {
  readonly os: string;
  readonly arch: string;
}

const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** This machine, by the names that Node has for it. */
export function goMachine({ platform, arch }: { platform: string; arch: string }): GoMachine {
  return { os: SYSTEMS[platform] ?? platform, arch: PROCESSORS[arch] ?? arch };
}
