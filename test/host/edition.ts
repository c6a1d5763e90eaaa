import { join } from 'node:path';
import { command } from './command';
import { fetchPiece } from './fetch';
import { completeLogs } from './logs';
import { editions, type EditionName, type Piece } from './pieces';
import { completeTerminals } from './terminals';

/** A VS Code that can be started: its server's folder and the Node to run it with. */
export interface VSCode {
  readonly server: string;
  readonly node: string;
}

/** Fetches an edition of VS Code's server and its Node, once. */
export async function fetchEdition(name: EditionName): Promise<VSCode> {
  const edition = editions[name];
  const [codeServer, node] = await Promise.all([
    fetchPiece(edition.codeServer, installModules),
    fetchNode(name),
  ]);
  const server = join(codeServer, 'lib/vscode');
  await Promise.all([completeTerminals(server), completeLogs(server)]);
  return { server, node };
}

/** Fetches the Node of an edition of VS Code alone, once. @returns its path */
export async function fetchNode(name: EditionName): Promise<string> {
  return join(await fetchPiece(nodeFor(editions[name].node)), 'bin/node');
}

function nodeFor(pieces: Readonly<Partial<Record<NodeJS.Architecture, Piece>>>): Piece {
  const piece = process.platform === 'linux' ? pieces[process.arch] : undefined;
  if (piece) return piece;
  throw new Error(
    `VS Code's server is fetched for Linux on x64 and arm64, and this is ${process.platform} on ${process.arch}. ` +
      'Name an installed VS Code instead: NETSTAT_VSCODE for "npm start", NETSTAT_TEST_VSCODE for the tests.',
  );
}

/** The server's run-time modules. Nothing is compiled: what is missing then and is needed is completed. */
async function installModules(folder: string): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--omit=dev', '--ignore-scripts', '--force', ...quiet];
  await command('npm', args, { cwd: join(folder, 'lib/vscode') });
}
