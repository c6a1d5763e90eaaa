import type { ByteText, ListResult, SocketsResult } from '../../src/core/netstat/context/environment';
import type { Output } from '../../src/core/netstat/context/output';
import { runNetstat } from '../../src/core/netstat/run';
import { join } from 'node:path';
import { NodeEnvironment } from '../../src/node/cli/machineEnvironment';
import type { Tree } from './tree';

/** What a run of netstat came to, one character a byte. */
export interface Result {
  readonly stdout: ByteText;
  readonly stderr: ByteText;
  readonly status: number;
}

/** How a run is made. */
export interface Run {
  readonly args: readonly string[];
  readonly uid: number;
  /** Rounds of -c before the user ends it. */
  readonly rounds?: number;
  readonly posixlyCorrect?: boolean;
  /** A folder whose `proc/net` and `etc` take the place of the tree's for this run alone. */
  readonly root?: string;
}

/** How a tree's processes are listed: as the kernel would, or as the file system does that holds the tree. */
export type Listing = 'by pid' | 'as stored';

/** Runs our netstat in this process on a planted tree, as if the uid had asked. */
export async function runOurs(tree: Tree, run: Run, listing: Listing): Promise<Result> {
  const output = new Collector();
  const status = await runNetstat(run.args, new TreeEnvironment(tree, run, listing), output);
  return { stdout: output.out, stderr: output.err, status };
}

/**
 * Runs our -c, and gives what each round said; the status is that of the run.
 * @param show changes the tree, before each round
 */
export async function runRounds(tree: Tree, run: Run, show: (round: number) => Tree): Promise<Result[]> {
  const output = new Collector();
  const said: Pick<Result, 'stdout' | 'stderr'>[] = [];
  const environment = new TreeEnvironment(
    { ...tree, unreadable: show(0).unreadable },
    run,
    'as stored',
    () => {
      said.push(output.take());
      return said.length === run.rounds ? undefined : show(said.length);
    },
  );
  const status = await runNetstat(run.args, environment, output);
  // A round that fails is the last one.
  if (said.length < (run.rounds ?? 1)) said.push(output.take());
  return said.map((each) => ({ ...each, status }));
}

/** A tree as a machine: nobody resolves names but its files, and uids count without being root. */
class TreeEnvironment extends NodeEnvironment {
  #tree: Tree;
  readonly #next: () => Tree | undefined;
  readonly #isRoot: boolean;
  readonly #listing: Listing;
  #rounds: number;

  /** @param next the tree of the next round, where it has changed */
  constructor(tree: Tree, run: Run, listing: Listing, next: () => Tree | undefined = () => tree) {
    super({
      proc: run.root === undefined ? tree.proc : join(run.root, 'proc'),
      etc: run.root === undefined ? tree.etc : join(run.root, 'etc'),
      sys: tree.sys,
      effectiveUid: run.uid,
      littleEndian: true,
      posixlyCorrect: run.posixlyCorrect ?? false,
      interfaceAddresses: () => tree.addresses,
      reverseLookup: async () => undefined,
    });
    this.#tree = tree;
    this.#next = next;
    this.#listing = listing;
    this.#isRoot = run.uid === 0;
    this.#rounds = run.rounds ?? 1;
  }

  override readDirectory(path: ByteText): ListResult {
    const listed = super.readDirectory(path);
    if (!listed.ok || path !== '/proc' || this.#listing === 'as stored') return listed;
    return { ok: true, names: listed.names.toSorted((a, b) => Number(a) - Number(b)) };
  }

  override socketsOf(pid: number): SocketsResult {
    const isDenied = !this.#isRoot && this.#tree.unreadable.includes(String(pid));
    return isDenied ? { ok: false, code: 'EACCES' } : super.socketsOf(pid);
  }

  override async sleep(): Promise<boolean> {
    this.#tree = this.#next() ?? this.#tree;
    return --this.#rounds > 0;
  }
}

class Collector implements Output {
  out = '';
  err = '';

  stdout(text: ByteText): void {
    this.out += text;
  }

  stderr(text: ByteText): void {
    this.err += text;
  }

  flush(): void {}

  /** What was said since it was taken last. */
  take(): Pick<Result, 'stdout' | 'stderr'> {
    const { out, err } = this;
    this.out = this.err = '';
    return { stdout: out, stderr: err };
  }
}
