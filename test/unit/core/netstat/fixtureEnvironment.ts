import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fixtures } from '../../../host/paths';
import type {
  Environment,
  Failure,
  InterfaceAddress,
  ReadResult,
} from '../../../../src/core/netstat/context/environment';
import type { Output } from '../../../../src/core/netstat/context/output';

/** One recorded set: what netstat read. */
export const FIXTURES = path.join(fixtures, 'netstat');

/** A machine made of a set's `input` folder, and of files that the test adds. */
export interface FixtureMachine {
  readonly input: string;
  readonly files?: ReadonlyMap<string, string>;
  readonly addresses?: readonly InterfaceAddress[];
  readonly effectiveUid?: number;
}

/** The environment of a recorded machine: it has no name servers, and nothing beside its files. */
export function fixtureEnvironment({
  input,
  files = new Map(),
  addresses = [],
  effectiveUid = 0,
}: FixtureMachine): Environment {
  const readFile = (name: string): ReadResult => {
    const added = files.get(name);
    if (added !== undefined) return { ok: true, bytes: Buffer.from(added, 'latin1') };
    try {
      return { ok: true, bytes: readFileSync(path.join(input, name)) };
    } catch (error) {
      return failure(error);
    }
  };
  return {
    readFile,
    openFile: (name) => {
      const file = readFile(name);
      return file.ok ? { ok: true, pieces: [file.bytes] } : file;
    },
    readDirectory: (name) => {
      try {
        return { ok: true, names: readdirSync(path.join(input, name)) };
      } catch (error) {
        return failure(error);
      }
    },
    socketsOf: () => ({ ok: false, code: 'ENOENT' }),
    fileKind: (name) => {
      if ([...files.keys()].some((file) => file.startsWith(`${name}/`))) return 'directory';
      const place = path.join(input, name);
      if (!existsSync(place)) return undefined;
      return statSync(place).isDirectory() ? 'directory' : 'file';
    },
    interfaceAddresses: () => addresses,
    reverseLookup: () => Promise.resolve(undefined),
    pidVisibility: () => ({ hidepid: false, nestedPidNamespace: false }),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    sleep: () => Promise.resolve(false),
    effectiveUid,
    littleEndian: true,
    programName: 'netstat',
    posixlyCorrect: false,
    selinuxEnabled: false,
  };
}

function failure(error: unknown): Failure {
  return { ok: false, code: (error as NodeJS.ErrnoException).code ?? 'EIO' };
}

/** Keeps what is printed. */
export class KeptOutput implements Output {
  out = '';
  err = '';

  stdout(text: string): void {
    this.out += text;
  }

  stderr(text: string): void {
    this.err += text;
  }

  flush(): void {}
}
