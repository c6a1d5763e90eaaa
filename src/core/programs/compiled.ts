import { type Found, ofProject, type Recogniser, type Seen } from './seen';
import { fileOf, packagePath, plainName, scriptName } from './words';
import { firstArgument } from './options';

/** Options of `go run` that have no value, see `go help build`; all others take the next word or stand before "=". */
const GO_FLAGS = /^-(?:a|n|v|x|work|race|msan|asan|cover|trimpath|modcacherw|linkshared|json)$/;

/** Where `go run` puts what it builds: a folder of the moment's, or since Go 1.24 the cache. */
const GO_BUILT = /\/go-build\d*\/(?:b\d+\/exe|[0-9a-f]{2}\/[0-9a-f]{64}-d)\/[^/]+$/;

/** `…/target/debug/api`, for another machine `…/target/x86_64-unknown-linux-musl/debug/api`. */
const CARGO_BUILT = /(?:^|\/)target\/(?:[\w.-]+\/)?(?:debug|release)\/(?:examples\/)?([^/]+)$/;

/** `…/bin/Debug/net8.0/Api`, or below it the folder of a platform's. */
const NET_BUILT = /\/bin\/(?:Debug|Release)\/net[\w.]+\/(?:[\w.-]+\/)?([^/]+)$/;

/** Programs that were built just to be run: by Go, by Cargo, by .NET, and what debuggers and watchers build of them. */
export const compiled: Recogniser = (seen) => goRun(seen) ?? cargoRun(seen) ?? netRun(seen);

/** The nearest parent of that name. */
function parentOf({ parents }: Seen, name: RegExp): Seen | undefined {
  return parents.find(({ program }) => name.test(program));
}

function goRun(seen: Seen): Found | undefined {
  const path = seen.executable ?? seen.first;
  if (GO_BUILT.test(path)) {
    const go = parentOf(seen, /^go(?:\d[\w.]*)?$/);
    const at = go?.words.indexOf('run') ?? -1;
    if (go === undefined || at === -1) return undefined;
    const target = packagePath(firstArgument(go.words, GO_FLAGS, at + 1));
    return ofProject(target === undefined ? 'go run' : `go run ${target}`);
  }
  if (seen.executable === undefined) return undefined;
  if (/^__debug_bin\d*$/.test(seen.program))
    return parentOf(seen, /^dlv(?:-dap)?$/) && ofProject('dlv debug');
  const [watcher] = seen.parents.filter(({ program }) =>
    /^(?:air|reflex|CompileDaemon|gow|fresh)$/.test(program),
  );
  return watcher !== undefined && /\/tmp\/[^/]+$/.test(seen.executable)
    ? ofProject(watcher.program)
    : undefined;
}

/** Cargo becomes what it ran: only the first word, which it writes without "./", tells of it. */
function cargoRun(seen: Seen): Found | undefined {
  const [, name] = CARGO_BUILT.exec(seen.executable ?? seen.first) ?? [];
  const shown = plainName(name);
  if (shown === undefined) return undefined;
  const isOfCargo =
    seen.first.startsWith('target/') || parentOf(seen, /^cargo(?:-watch)?$|^bacon$/) !== undefined;
  return isOfCargo ? ofProject(`cargo run ${shown}`) : undefined;
}

function netRun(seen: Seen): Found | undefined {
  if (seen.program === 'dotnet') return dotnet(seen);
  const [, name] = NET_BUILT.exec(seen.executable ?? seen.first) ?? [];
  const shown = plainName(name);
  if (shown === undefined) return undefined;
  const host = parentOf(seen, /^dotnet$/);
  const command = host?.words.map(fileOf).find((word) => /^(?:run|watch|dotnet-watch\.dll)$/.test(word));
  if (command === undefined) return undefined;
  return ofProject(`dotnet ${command === 'run' ? 'run' : 'watch'} ${shown}`);
}

/** `dotnet Api.dll`, `dotnet exec Api.dll`, with options of the host's before it. */
function dotnet({ words }: Seen): Found | undefined {
  const library = words.find((word) => word.endsWith('.dll'));
  if (library !== undefined)
    return /^(?:dotnet-watch|MSBuild|VBCSCompiler)\.dll$/.test(fileOf(library)) ? undefined : named(library);
  const [command] = words;
  return command === 'run' || command === 'watch' ? ofProject(`dotnet ${command}`) : undefined;
}

function named(library: string): Found | undefined {
  const name = scriptName(library);
  return name === undefined ? undefined : ofProject(name);
}
