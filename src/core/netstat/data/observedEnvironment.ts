import type { InetTable } from '../../model/inetTable';
import type { SourceStatus } from '../../model/snapshot';
import type {
  ByteText,
  Environment,
  InterfaceAddress,
  HolderSource,
  LikelyFinder,
  ListResult,
  NoLikelyFinder,
  OpenResult,
  PidVisibility,
  ReadResult,
  SeenHolders,
  SocketsResult,
} from '../context/environment';
import type { DataRow } from './dataSink';

const PROC_NET = '/proc/net/';

/** Another environment, in whole, that keeps what the files of /proc/net said. */
export class ObservedEnvironment implements Required<Environment> {
  readonly #environment: Environment;
  readonly #sources = new Map<ByteText, DataRow>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** What each file said when it was read last: ok, absent, denied or failed, with the system's error code. */
  get sources(): readonly DataRow[] {
    return [...this.#sources.values()];
  }

  readFile(path: ByteText): ReadResult {
    return this.#noted(path, this.#environment.readFile(path));
  }

  openFile(path: ByteText): OpenResult {
    return this.#noted(path, this.#environment.openFile(path));
  }

  tcpSockets(onlyServers: boolean): InetTable | undefined {
    return this.#environment.tcpSockets?.(onlyServers);
  }

  likelyOwners(seen: SeenHolders, onlyServers: boolean): LikelyFinder | NoLikelyFinder {
    return this.#environment.likelyOwners?.(seen, onlyServers) ?? 'elsewhere';
  }

  readDirectory(path: ByteText): ListResult {
    return this.#environment.readDirectory(path);
  }

  socketsOf(pid: number): SocketsResult {
    return this.#environment.socketsOf(pid);
  }

  keepHolders(): HolderSource | undefined {
    return this.#environment.keepHolders?.();
  }

  fileKind(path: ByteText): ReturnType<Environment['fileKind']> {
    return this.#environment.fileKind(path);
  }

  interfaceAddresses(): readonly InterfaceAddress[] {
    return this.#environment.interfaceAddresses();
  }

  kernelInterfaces(): ReturnType<NonNullable<Environment['kernelInterfaces']>> {
    return this.#environment.kernelInterfaces?.();
  }

  reverseLookup(address: string): Promise<ByteText | undefined> {
    return this.#environment.reverseLookup(address);
  }

  sleep(seconds: number): Promise<boolean> {
    return this.#environment.sleep(seconds);
  }

  now(): number {
    return this.#environment.now();
  }

  pidVisibility(): PidVisibility {
    return this.#environment.pidVisibility();
  }

  get effectiveUid(): number {
    return this.#environment.effectiveUid;
  }

  get littleEndian(): boolean {
    return this.#environment.littleEndian;
  }

  get programName(): ByteText {
    return this.#environment.programName;
  }

  get posixlyCorrect(): boolean {
    return this.#environment.posixlyCorrect;
  }

  get selinuxEnabled(): boolean {
    return this.#environment.selinuxEnabled;
  }

  #noted<T extends ReadResult | OpenResult>(file: ByteText, result: T): T {
    if (file.startsWith(PROC_NET)) {
      const said = result.ok
        ? { status: 'ok', code: null }
        : { status: statusOf(result.code), code: result.code };
      this.#sources.set(file, { file, ...said });
    }
    return result;
  }
}

function statusOf(code: string): SourceStatus {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}
