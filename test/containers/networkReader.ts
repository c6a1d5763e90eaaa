import { FileReader } from '../../src/node/reader';

/** Reads /proc as seen from the network of another process. */
export class NetworkReader extends FileReader {
  readonly #pid: number;

  constructor(pid: number) {
    super('/proc');
    this.#pid = pid;
  }

  override read(path: string): ReturnType<FileReader['read']> {
    return super.read(this.#there(path));
  }

  override readOnce(path: string): ReturnType<FileReader['readOnce']> {
    return super.readOnce(this.#there(path));
  }

  override readPieces(
    ...[path, take]: Parameters<FileReader['readPieces']>
  ): ReturnType<FileReader['readPieces']> {
    return super.readPieces(this.#there(path), take);
  }

  override stat(path: string): ReturnType<FileReader['stat']> {
    return super.stat(this.#there(path));
  }

  #there(path: string): string {
    return path.replace(/^self\/net\//, `${this.#pid}/net/`);
  }
}
