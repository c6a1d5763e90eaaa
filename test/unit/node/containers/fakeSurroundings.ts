import type { SocketSurroundings } from '../../../../src/node/containers/engineSockets';

/** A machine with sockets of root's, and files of a user whose home is /home/u. */
export function fakeSurroundings({
  environment = {},
  files = new Map<string, string>(),
  sockets = [],
  denied = [],
  inodeOf = (path: string): number => 1 + sockets.indexOf(path),
}: {
  readonly environment?: SocketSurroundings['environment'];
  readonly files?: ReadonlyMap<string, string>;
  readonly sockets?: readonly string[];
  readonly denied?: readonly string[];
  readonly inodeOf?: (path: string) => number;
}): SocketSurroundings {
  return {
    environment,
    home: '/home/u',
    uid: 1000,
    readFile: (path) => {
      const text = files.get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
    identify: (path) => {
      if (denied.includes(path)) return 'denied';
      return sockets.includes(path) ? { device: 1, inode: inodeOf(path), uid: 0 } : undefined;
    },
  };
}
