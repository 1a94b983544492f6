type Dependencies = Record<string, string>;
export type Manifest = { dependencies?: Dependencies; devDependencies?: Dependencies };
type Locked = Manifest & { version?: string; optionalDependencies?: Dependencies };
export type Lock = { packages: Record<string, Locked> };

/** A range would make two installs differ. */
export function looseVersions({ dependencies, devDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: "${version}" is not one version`);
}

/** What the manifest asks for and the lock does not hold so: `npm ci` would refuse. */
export function outOfStep(manifest: Manifest, { packages }: Lock): string[] {
  return (["dependencies", "devDependencies"] as const).flatMap((kind) => {
    const [asked, locked] = [manifest[kind] ?? {}, packages[""]?.[kind] ?? {}];
    return [...new Set([...Object.keys(asked), ...Object.keys(locked)])]
      .filter((name) => asked[name] !== locked[name] || packages[`node_modules/${name}`]?.version !== asked[name])
      .map((name) => `${name}: package.json says ${asked[name]}, the lock ${locked[name]}`);
  });
}

/** Packages of other platforms that npm dropped from the lock: `npm ci` refuses then, here too. Npm does so where it could not fetch them. */
export function droppedPlatforms({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map((name) => `package-lock.json lacks ${name}, which ${path} names: add it with its version, os and cpu`),
  );
}
