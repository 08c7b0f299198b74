/** What is read of package-lock.json. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A package that another one names as optional, and that the lock does not hold. */
export interface MissingPackage {
  readonly name: string;
  readonly version: string;
  readonly parent: LockedPackage;
}

/** Optional packages that the lock names and does not hold: `npm ci` refuses a lock with any. */
export function missingFromLock({ packages }: Lock): MissingPackage[] {
  const missing: MissingPackage[] = [];
  for (const [place, parent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const held = packages[`node_modules/${name}`] ?? packages[`${place}/node_modules/${name}`];
      if (!held) missing.push({ name, version, parent });
    }
  }
  return missing;
}
