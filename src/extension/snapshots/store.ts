import * as vscode from 'vscode';
import type { SocketStates } from '../../core/model/comparison';

/** Snapshots that are kept; beyond that the oldest goes. */
const MOST_KEPT = 20;

const EXTENSION = '.states';

const UTF8 = { encoding: 'utf8' };

/** A snapshot that was saved. */
export interface SavedSnapshot {
  /** Milliseconds since 1970; no two have the same. */
  readonly takenAt: number;
  readonly sockets: number;
}

/** Keeps snapshots for a workspace, each as a file whose name tells its time and number of sockets. */
export class SnapshotStore {
  readonly #folder: vscode.Uri;

  constructor({ storageUri, globalStorageUri }: vscode.ExtensionContext) {
    this.#folder = vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'snapshots');
  }

  /** Those that are kept, the latest first. */
  async list(): Promise<SavedSnapshot[]> {
    const files = await vscode.workspace.fs.readDirectory(this.#folder).then(undefined, () => []);
    return files.flatMap(([name]) => readName(name) ?? []).toSorted((a, b) => b.takenAt - a.takenAt);
  }

  /** @throws where it cannot be written */
  async save({ takenAt, sockets, text }: SocketStates): Promise<SavedSnapshot> {
    const saved = { takenAt, sockets };
    await vscode.workspace.fs.createDirectory(this.#folder);
    const bytes = await vscode.workspace.encode(text, UTF8);
    await vscode.workspace.fs.writeFile(this.#fileOf(saved), bytes);
    for (const old of (await this.list()).slice(MOST_KEPT)) await this.remove(old);
    return saved;
  }

  /** @throws where it cannot be read */
  async read(saved: SavedSnapshot): Promise<SocketStates> {
    const bytes = await vscode.workspace.fs.readFile(this.#fileOf(saved));
    return { ...saved, text: await vscode.workspace.decode(bytes, UTF8) };
  }

  async remove(saved: SavedSnapshot): Promise<void> {
    await vscode.workspace.fs.delete(this.#fileOf(saved));
  }

  #fileOf({ takenAt, sockets }: SavedSnapshot): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${takenAt}-${sockets}${EXTENSION}`);
  }
}

function readName(name: string): SavedSnapshot | undefined {
  const [, takenAt, sockets] = /^(\d+)-(\d+)\.states$/.exec(name) ?? [];
  return takenAt === undefined ? undefined : { takenAt: Number(takenAt), sockets: Number(sockets) };
}
