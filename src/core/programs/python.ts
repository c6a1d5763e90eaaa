import { argumentsIn } from './options';
import { APP_SERVERS, PYTHON_TOOLS } from './pythonTools';
import { type Found, mayBe, ofProject, type Recogniser, type Seen } from './seen';
import { commandOf, withUsualCommand } from './tools';
import { appName, appObject, fileOf, installedName, moduleName, scriptName } from './words';

const PYTHON = /^(?:python|pypy)\d*(?:\.\d+)?[a-z]{0,3}$/;

/** Python's options whose value is the next word, see python(1). */
const TAKES_NEXT = /^-[WXQ]$/;

/** What Python runs, and what it is given. */
interface Run {
  readonly name: string;
  /** Where it is, of a file. */
  readonly path?: string;
  readonly isModule: boolean;
  readonly words: readonly string[];
}

function runOf({ words }: Seen): Run | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    // Options of one letter may stand together before it: "-um http.server".
    if (/^-[bBdEhiIOPqsSuvVx]*m$/.test(word)) return moduleRun(words[at + 1], words.slice(at + 2));
    if (/^-[bBdEhiIOPqsSuvVx]*c$/.test(word))
      return { name: '-c', isModule: false, words: words.slice(at + 1) };
    if (TAKES_NEXT.test(word)) at++;
    else if (!word.startsWith('-')) return fileRun(word, words.slice(at + 1));
  }
  return undefined;
}

/** Programs that run another one: its words stand behind their own. */
const RUNNERS: ReadonlySet<string> = new Set([
  'debugpy',
  'pydevd.py',
  'coverage',
  'cProfile',
  'trace',
  'pdb',
  'ddtrace-run',
]);

function moduleRun(name = '', words: readonly string[]): Run | undefined {
  return RUNNERS.has(name) ? runBehind(words) : { name, isModule: true, words };
}

function fileRun(path: string, words: readonly string[]): Run | undefined {
  const name = fileOf(path);
  return RUNNERS.has(name) ? runBehind(words) : { name, path, isModule: false, words };
}

/** What the words of a program that runs another one name: `debugpy --listen 5678 -m uvicorn app:app`. */
function runBehind(words: readonly string[]): Run | undefined {
  // PyCharm's debugger names a program that need not end as scripts do.
  const file = words.indexOf('--file');
  if (file !== -1) return fileRun(words[file + 1] ?? '', words.slice(file + 2));
  const at = words.indexOf('-m');
  if (at !== -1) return { name: words[at + 1] ?? '', isModule: true, words: words.slice(at + 2) };
  const script = words.findIndex((word) => word.endsWith('.py'));
  return script === -1 ? undefined : fileRun(words[script] ?? '', words.slice(script + 1));
}

/** Programs of Python's: web frameworks and their servers, notebooks, modules, scripts. */
export const python: Recogniser = (seen) => {
  const titled = pythonTitle(seen);
  if (titled !== undefined) return titled;
  if (!PYTHON.test(seen.program)) return undefined;
  const run = runOf(seen);
  if (run === undefined) return undefined;
  if (run.name === '-c') return spawned(seen, run);
  return named(run) ?? unknown(run);
};

/** What programs write over their arguments with the module setproctitle. */
function pythonTitle(seen: Seen): Found | undefined {
  if (!mayBe(seen, PYTHON)) return undefined;
  const [, server, app] =
    /^(gunicorn|uvicorn|hypercorn|granian): (?:master|worker|arbiter)\b[^[]*\[([^\]]*)\]/.exec(seen.title) ??
    [];
  if (server !== undefined) return ofProject([server, appName(app)].filter(Boolean).join(' '));
  return /^\[?celeryd?[:@]/.test(seen.title) ? ofProject('celery') : undefined;
}

/** The module multiprocessing starts a process with code of its own, which is nobody's name: its parent is asked. */
function spawned({ parents }: Seen, { words }: Run): Found | undefined {
  const isSpawned = /^from multiprocessing\.(?:spawn|forkserver|resource_tracker) import \w+/.test(
    words[0] ?? '',
  );
  const [parent] = parents;
  return isSpawned && parent !== undefined ? python(parent) : undefined;
}

function named({ name: file, words }: Run): Found | undefined {
  // Distributions put a version behind programs that they have for several: "gunicorn3", "flask-3.11".
  const name = file.replace(/-?[23](?:\.\d+)?$/, '');
  const jupyter = jupyterName(name, words);
  if (jupyter !== undefined) return ofProject(jupyter);
  const flags = APP_SERVERS.get(name);
  if (flags !== undefined) {
    const given = argumentsIn(words, flags);
    // An option that is not known to have no value may stand before it: the last word is no value then.
    const app = [...given, words.at(-1)].map(appObject).find(Boolean) ?? given.map(appName).find(Boolean);
    return ofProject(app === undefined ? name : `${name} ${app}`);
  }
  const tool = PYTHON_TOOLS.get(name);
  return tool && ofProject(commandOf(tool, words) ?? tool.shown);
}

/** Jupyter's programs are `jupyter-lab`, `jupyter lab`, `-m jupyterlab` and `-m notebook`. */
function jupyterName(name: string, words: readonly string[]): string | undefined {
  if (/^ipykernel(?:_launcher)?$/.test(name)) return 'jupyter kernel';
  if (/^jupyterhub(?:-singleuser)?$/.test(name)) return 'jupyterhub';
  const [, behind, alone] =
    /^(?:jupyter-(lab|notebook|server|console|nbclassic)|jupyter_?(lab|server)|jupyter)$/.exec(name) ?? [];
  if (behind !== undefined || alone !== undefined) return `jupyter ${behind ?? alone}`;
  if (name === 'notebook') return 'jupyter notebook';
  if (name !== 'jupyter') return undefined;
  const command = words.find((word) => /^(?:lab|notebook|server|nbclassic|kernel)$/.test(word));
  return command === undefined ? 'jupyter' : `jupyter ${command}`;
}

/** A script or a module that no table has. */
function unknown({ name, path = '', isModule, words }: Run): Found | undefined {
  const what = isModule ? moduleName(name) : scriptName(name);
  if (what !== undefined) return ofProject(what);
  const program = PYTHON.test(name) ? undefined : installedName(path);
  return program === undefined ? undefined : ofProject(withUsualCommand(program, words));
}
