/**
 * Where the extension's native calls run: VS Code's names of platforms ("vsce package --target"), with koffi's package
 * and the file in it. Elsewhere the extension does without.
 */
export const targets = {
  'linux-x64': { name: 'koffi-linux-x64', binary: 'linux_x64' },
  'linux-arm64': { name: 'koffi-linux-arm64', binary: 'linux_arm64' },
  'linux-armhf': { name: 'koffi-linux-arm', binary: 'linux_armhf' },
  'alpine-x64': { name: 'koffi-linux-x64', binary: 'musl_x64' },
  'alpine-arm64': { name: 'koffi-linux-arm64', binary: 'musl_arm64' },
} as const;

export type Target = keyof typeof targets;

export function isTarget(name: string): name is Target {
  return name in targets;
}

/** The target that this machine is, or nothing where it is none. */
export function thisTarget(): Target | undefined {
  const name = `${isMusl() ? 'alpine' : 'linux'}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
  return process.platform === 'linux' && isTarget(name) ? name : undefined;
}

function isMusl(): boolean {
  const { header } = process.report.getReport() as { readonly header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined;
}
