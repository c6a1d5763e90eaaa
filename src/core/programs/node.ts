import { NODE_TOOLS } from './nodeTools';
import { mayBe, ofProject, type Recogniser, type Seen, type Found, server } from './seen';
import { commandOf, type Tool, withUsualCommand } from './tools';
import { fileOf, installedName, plainName, scriptName } from './words';

/** Node, what is built of it, and Bun, which runs the same programs. */
const NODE = /^(?:node(?:js)?(?:-?\d+(?:\.\d+)*)?|bun|electron|nsolid)$/;

/** Node's options whose value may be the next word, see node(1). */
const TAKES_NEXT =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--title|--icu-data-dir|--openssl-config|--env-file|--env-file-if-exists|--watch-path|--test-reporter|--run)$/;

/** Node's and Bun's words before the script. */
const COMMANDS = /^(?:inspect|run)$/;

/** What Node runs: its path, and the words behind it. */
interface Run {
  readonly path: string;
  readonly words: readonly string[];
}

function runOf({ program, words }: Seen): Run | undefined {
  // "bun x vite" names a program of a package, and not its file.
  let isInstalled = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^(?:-e|-p|-pe|--eval|--print|-i|--interactive)$/.test(word)) return undefined;
    if (program === 'bun' && word === 'x') isInstalled = true;
    else if (TAKES_NEXT.test(word)) at++;
    else if (word === '' || word.startsWith('-')) continue;
    else if (program !== 'bun' || !COMMANDS.test(word)) {
      return { path: isInstalled ? `node_modules/.bin/${word}` : word, words: words.slice(at + 1) };
    }
  }
  return undefined;
}

/** Servers that bring Node along, by the folder that they are installed in. */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [[/\/kibana\//, 'kibana']];

/** Programs of Node's and Bun's: dev servers and their helpers, scripts. */
export const node: Recogniser = (seen) => {
  if (!mayBe(seen, NODE)) return undefined;
  const titled = nodeTitle(seen);
  if (titled !== undefined) return titled;
  if (!NODE.test(seen.program)) return undefined;
  const run = runOf(seen);
  if (run === undefined) return undefined;
  const [, product] = PRODUCTS.find(([folder]) => folder.test(run.path)) ?? [];
  if (product !== undefined) return server(product);
  const tool = toolOf(run.path);
  if (tool !== undefined) return ofProject(doing(seen, tool, run));
  const [, name] = /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(run.path) ?? [];
  if (name !== undefined) return above(seen) ?? installed(run, name);
  const script = scriptName(run.path);
  if (script !== undefined) return ofProject(script);
  // Node finds the file of a name without its ending: "node bin/www", "node dist/main".
  const program = installedName(run.path);
  if (program !== undefined && run.path.startsWith('/'))
    return ofProject(withUsualCommand(program, run.words));
  const file = seen.program === 'bun' ? undefined : plainName(fileOf(run.path));
  return file === undefined ? undefined : ofProject(`node ${file}`);
};

/** The tool that a script belongs to: the package that it lies in, or its name in a folder of programs. */
function toolOf(path: string): Tool | undefined {
  const at = path.lastIndexOf('/node_modules/');
  const inside = at === -1 ? path.replace(/^node_modules\//, '') : path.slice(at + '/node_modules/'.length);
  if (inside === path && !/(?:^|\/)s?bin\/[^/]*$/.test(path)) return undefined;
  const [, scoped, plain] = /^(?:(@[^/]+\/[^/]+)|([^/]+))\//.exec(inside) ?? [];
  const file = fileOf(path);
  const packaged = inside === path ? undefined : ofPackage(scoped ?? plain ?? '', file);
  if (packaged !== undefined || !/(?:^|\/)\.?s?bin\/[^/]*$/.test(path)) return packaged;
  const tool = NODE_TOOLS.get(file.replace(/\.[cm]?js$/, ''));
  // A short form of a name is anybody's where no package is told: "bin/lt".
  return tool !== undefined && (inside !== path || file === tool.shown) ? tool : undefined;
}

/** Packages have several programs: one of them may be known by its file. */
function ofPackage(name: string, file: string): Tool | undefined {
  return NODE_TOOLS.get(`${name}/${file}`) ?? NODE_TOOLS.get(name);
}

/** A program of a package that no table has, by its name among programs, or by the package's without its scope. */
function installed({ path, words }: Run, name: string): Found | undefined {
  const program = installedName(path.replace(/\.[cm]?js$/, ''));
  const what = program ?? plainName(fileOf(name));
  return what === undefined ? undefined : ofProject(withUsualCommand(what, words));
}

/** What a tool does, by its own words, its file's name (react-scripts/scripts/start.js), or a parent's words. */
function doing(seen: Seen, tool: Tool, { path, words }: Run): string {
  if (RUNNERS.has(tool.shown)) return ranBy(words) ?? tool.shown;
  return (
    commandOf(tool, words) ??
    commandOf(tool, [fileOf(path).replace(/\.[cm]?js$/, '')]) ??
    parentsCommand(seen, tool) ??
    tool.shown
  );
}

function ranBy(words: readonly string[]): string | undefined {
  const script = words.map(scriptName).find(Boolean);
  const name = plainName(fileOf(words.find((word) => !word.startsWith('-') && word.includes('/')) ?? ''));
  return script ?? (name === undefined ? undefined : `node ${name}`);
}

/** Programs that do nothing themselves: what they run is what a person sees in them. */
const RUNNERS: ReadonlySet<string> = new Set(
  'tsx ts-node ts-node-dev nodemon electron babel-node vite-node swc-node'.split(' '),
);

/** What a parent was told to do with the same tool: tools start helpers without their sub-command, and rename themselves. */
function parentsCommand({ parents }: Seen, tool: Tool): string | undefined {
  if (tool.commands.size === 0) return undefined;
  for (const parent of parents) {
    const run =
      NODE.test(parent.program) || parent.program === 'npm' ? (npmRun(parent) ?? runOf(parent)) : undefined;
    if (run !== undefined && toolOf(run.path) === tool) return commandOf(tool, run.words);
  }
  return undefined;
}

/** `npm exec next start`, which npm (and npx) writes over its arguments. */
function npmRun({ title }: Seen): Run | undefined {
  const [, name, rest = ''] = /^npm exec ([\w@/.-]+)((?: \S+)*)/.exec(title) ?? [];
  return name === undefined
    ? undefined
    : { path: `node_modules/.bin/${fileOf(name)}`, words: rest.trim().split(' ') };
}

/** What a parent that is Node's, too, is. */
function above({ parents: [parent] }: Seen): Found | undefined {
  return parent === undefined ? undefined : node(parent);
}

/** What programs write over their arguments with `process.title`: a name, and a version or a sub-command. */
function nodeTitle(seen: Seen): Found | undefined {
  const { first } = seen;
  if (/^next-(?:server|router-worker|render-worker[\w-]*)(?: \(v[\d.]+|$)/.test(first)) {
    const next = NODE_TOOLS.get('next');
    return ofProject((next && parentsCommand(seen, next)) ?? 'next');
  }
  if (/^PM2 v[\d.]+: God Daemon/.test(first)) return ofProject('pm2');
  // A single word is a program's name as well, unless its executable tells that it is Node.
  const [, name = '', rest = ''] = /^([a-z][a-z-]*)((?: \S+)*)$/.exec(first) ?? [];
  const isTitle = rest !== '' || (seen.executable !== undefined && seen.words.every((word) => word === ''));
  const tool = isTitle ? NODE_TOOLS.get(name) : undefined;
  return (
    tool && ofProject(commandOf(tool, rest.trim().split(' ')) ?? parentsCommand(seen, tool) ?? tool.shown)
  );
}
