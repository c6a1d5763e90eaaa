import { readlinkSync } from 'node:fs';
import { isWithin } from '../../core/text/isWithin';
import { parseMountinfo } from '../../core/procfs/mountinfo';
import type { ProcReader } from '../reader';

/** Milliseconds after which the mounts of a namespace are read again. */
const LIFETIME = 30_000;

/** Mount namespaces of which the mounts are kept. */
const MOST_NAMESPACES = 200;

/** File systems of another machine's, which may not answer for minutes, and those that are mounted by a look. */
const FAR =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|afs|ceph|lustre|gpfs|beegfs|glusterfs|ncpfs|davfs|coda|autofs|fuse\.(?:sshfs|rclone|s3fs|gcsfuse|goofys|blobfuse\d?|mount-s3|davfs2?|gvfsd-fuse|ceph-fuse|glusterfs|juicefs|seaweedfs|curlftpfs))$/;

interface Known {
  readonly readAt: number;
  /** Mount points of such file systems, one character a byte. */
  readonly places: readonly string[];
}

/** Tells which processes run in folders that may keep whoever looks at them waiting. */
export class FarFolders {
  readonly #reader: ProcReader;
  readonly #proc: string;
  readonly #known = new Map<string, Known>();

  /**
   * @param reader reads /proc
   * @param proc where that is
   */
  constructor(reader: ProcReader, proc: string) {
    this.#reader = reader;
    this.#proc = proc;
  }

  /**
   * Where a process runs, for telling places apart: its mount namespace, and the path of its working directory there. Nothing
   * where that is on another machine, or nobody can tell: by the mounts as that process sees them, so that the folder itself
   * is not touched.
   */
  nearPlace(pid: number): string | undefined {
    try {
      const path = readlinkSync(`${this.#proc}/${pid}/cwd`, 'latin1');
      const link = this.#reader.readLink(`${pid}/ns/mnt`);
      const namespace = link.status === 'ok' ? link.value : `of ${pid}`;
      const isFar = this.#placesOf(pid, namespace).some((place) => isWithin(path, place));
      return isFar ? undefined : `${namespace} ${path}`;
    } catch {
      return undefined;
    }
  }

  #placesOf(pid: number, namespace: string): readonly string[] {
    const now = performance.now();
    const known = this.#known.get(namespace);
    if (known !== undefined && now - known.readAt < LIFETIME) return known.places;
    const file = this.#reader.read(`${pid}/mountinfo`);
    const mounts = file.status === 'ok' ? parseMountinfo(file.value) : [];
    const places = mounts.filter(({ type }) => FAR.test(type)).map(({ mountPoint }) => mountPoint);
    if (this.#known.size >= MOST_NAMESPACES) this.#known.clear();
    this.#known.set(namespace, { readAt: now, places });
    return places;
  }
}
