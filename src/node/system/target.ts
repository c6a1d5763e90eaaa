import { readFileSync } from 'node:fs';

/** Native code as its package has it. */
export interface NativeCode {
  /** The package in the scope @koromix, and the folder in it. */
  readonly name: string;
  readonly binary: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Where the extension's native calls run: VS Code's names of platforms ("vsce package --target"), with koffi's code for
 * each. Elsewhere the extension does without. The build refuses code that differs from it, and so does what
 * loads it: after an update of koffi, "npm run build" tells the new figures for this machine, "npm run package -- all" the
 * others.
 */
export const targets = {
  'linux-x64': {
    name: 'koffi-linux-x64',
    binary: 'linux_x64',
    bytes: 1_142_176,
    sha256: 'bee3ebc173f47178269e8441fbfd90899c8fe6bc3c948f481c79670f924b1725',
  },
  'linux-arm64': {
    name: 'koffi-linux-arm64',
    binary: 'linux_arm64',
    bytes: 1_164_416,
    sha256: '7086182b845ae3a0e22113513c9a4e4f2b7838814b079c9a91270887eab1adf1',
  },
  'linux-armhf': {
    name: 'koffi-linux-arm',
    binary: 'linux_armhf',
    bytes: 1_006_032,
    sha256: '3a24a0cccacdc15726e78ac39f368e4ac178fe5255cbc0415e956b13852c0ef9',
  },
  'alpine-x64': {
    name: 'koffi-linux-x64',
    binary: 'musl_x64',
    bytes: 1_212_320,
    sha256: '9adcea38c4feb5bdf91d07535c75d9d1caecf7a9b9f8cc87a9a1271a52d8b1ab',
  },
  'alpine-arm64': {
    name: 'koffi-linux-arm64',
    binary: 'musl_arm64',
    bytes: 1_161_768,
    sha256: '07454e12b8c3f3444d8fb74d533f9a5c4951b4cb2040d43987e46168b7de2a45',
  },
} as const satisfies Record<string, NativeCode>;

export type Target = keyof typeof targets;

export function isTarget(name: string): name is Target {
  return name in targets;
}

/** The target that this machine is, or nothing where it is none. */
export function thisTarget(): Target | undefined {
  if (process.platform !== 'linux') return undefined;
  const name = `${isMusl() ? 'alpine' : 'linux'}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
  return isTarget(name) ? name : undefined;
}

/**
 * Whether this process has been linked with musl: its loader is then mapped (man 5 proc_pid_maps). Node's own report tells
 * it too, but asks name servers about every socket that is open, and waits seconds for each that does not answer.
 */
function isMusl(): boolean {
  return readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-');
}
