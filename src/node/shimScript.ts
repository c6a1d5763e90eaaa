/** Where the shim finds what it starts. */
export interface ShimPaths {
  /** The program that runs extensions: Node, or VS Code's Electron, which can be Node. */
  readonly node: string;
  /** The bundled netstat.js. */
  readonly program: string;
}

/** A version or a commit, and what follows it in a folder's name. */
const VERSION = /(\d+\.\d|[\da-f]{10}|^\d+$).*/;

/** A folder closer to the root is a person's or a system's: beside it lie other people's files. */
const LEAST_DEPTH = 3;

/**
 * The command `netstat` of the integrated terminal: a POSIX shell script that needs no other program.
 *
 * It outlives the versions of VS Code and of the extension that wrote it: where a path has gone, it takes the newest
 * that has come in its place.
 */
export function shimScript({ node, program }: ShimPaths): string {
  return `#!/bin/sh
# "netstat" for the integrated terminals of VS Code. The extension "Netstat" writes this file; changes are lost.

program=${quote(program)}
if [ ! -f "$program" ]; then
  program=
  for each in ${siblings(program)}; do
    if [ -f "$each" ] && { [ -z "$program" ] || [ "$each" -nt "$program" ]; }; then program=$each; fi
  done
fi
if [ -z "$program" ]; then
  echo 'netstat: the extension "Netstat" of VS Code is no longer installed.' >&2
  exit 127
fi

node=${quote(node)}
if [ ! -x "$node" ]; then
  node=
  for each in ${siblings(node)}; do
    if [ -x "$each" ] && { [ -z "$node" ] || [ "$each" -nt "$node" ]; }; then node=$each; fi
  done
fi
if [ -z "$node" ] && ! node=$(command -v node); then
  printf '%s\\n' ${quote(`netstat: ${node} is gone and no node is on the PATH. A new window of VS Code repairs this.`)} >&2
  exit 127
fi

unset NODE_OPTIONS
ELECTRON_RUN_AS_NODE=1
export ELECTRON_RUN_AS_NODE
exec "$node" "$program" "$@"
`;
}

/** A glob for other versions of the path; the path itself where it names none. */
function siblings(path: string): string {
  const folders = path.split('/');
  const index = folders.findLastIndex((name, depth) => depth >= LEAST_DEPTH && VERSION.test(name));
  if (index === -1) return quote(path);
  const start = [...folders.slice(0, index), folders[index]?.replace(VERSION, '')].join('/');
  const end = folders.slice(index + 1).map((name) => `/${name}`);
  return `${quote(start)}*${quote(end.join(''))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
