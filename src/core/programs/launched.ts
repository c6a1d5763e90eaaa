import { isShell } from '../owners/launchers';
import { taskName } from './otherRuntimes';
import { ofProject, type Recogniser, type Seen } from './seen';
import { fileOf } from './words';

/** Programs that run what others wrote: their own name says nothing. */
const RUNTIMES = /^(?:node(?:js)?|bun|deno|python\d*(?:\.\d+)?|ruby\d*(?:\.\d+)?|php\d*(?:\.\d+)?)$/;

/** What runs the scripts of a manifest, by executable, script or title. */
const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['npm-cli.js', 'npm'],
  ['yarn', 'yarn'],
  ['yarn.js', 'yarn'],
  ['pnpm', 'pnpm'],
  ['pnpm.cjs', 'pnpm'],
  ['bun', 'bun'],
]);

/** A process of a runtime that says nothing itself, by the script of a manifest that started it: `npm run dev`. */
export const launched: Recogniser = ({ program, parents }) => {
  if (!RUNTIMES.test(program)) return undefined;
  const parent = parents.find((each) => !isShell(each.program));
  const what = parent && scriptOf(parent);
  return what === undefined ? undefined : ofProject(what);
};

/** `npm run dev`, of npm's title or its command line. */
function scriptOf({ title }: Seen): string | undefined {
  const all = title.split(' ', 8);
  const at = all.findIndex((word) => MANAGERS.has(fileOf(word)));
  const manager = MANAGERS.get(fileOf(all[at] ?? ''));
  if (manager === undefined) return undefined;
  const [command, script] = all.slice(at + 1).filter((word) => !word.startsWith('-'));
  if (command === 'run' || command === 'run-script') {
    const task = taskName(script);
    return task === undefined ? undefined : `${manager} run ${task}`;
  }
  const task = command === 'exec' ? undefined : taskName(command);
  return task === undefined ? undefined : `${manager} ${task}`;
}
