import { type Found, mayBe, ofProject, type Recogniser, server, type Seen } from './seen';
import { fileOf, installedName, plainName, scriptName } from './words';

/** Programs of Erlang's machine, of Deno's, Perl's and others whose own name says nothing. */
export const otherRuntimes: Recogniser = (seen) => {
  if (/^beam(?:\.smp)?$/.test(seen.program)) return beam(seen);
  if (seen.program === 'deno') return deno(seen);
  if (seen.program === 'bun') return bun(seen);
  const [, title] = /^(starman|plackup|hypnotoad)(?:$| (?:master|worker) )/.exec(seen.title) ?? [];
  if (title !== undefined && mayBe(seen, SCRIPTED)) return ofProject(title);
  return SCRIPTED.test(seen.program) ? script(seen) : undefined;
};

const SCRIPTED = /^(?:perl\d*(?:\.\d+)*|lua(?:jit)?\d*(?:\.\d+)*|Rscript|julia|guile|tclsh\d*(?:\.\d+)?)$/;

function script({ words }: Seen): Found | undefined {
  const path = words.find((word) => !word.startsWith('-')) ?? '';
  const name = scriptName(path) ?? installedName(path);
  return name === undefined ? undefined : ofProject(name);
}

/** Servers by what the machine is told to start, see erl(1). */
const BEAMS: readonly (readonly [RegExp, string])[] = [
  [/^rabbit$|rabbitmq/, 'rabbitmq'],
  [/^(?:couch|couchdb)$|\/couchdb/, 'couchdb'],
  [/^ejabberd$/, 'ejabberd'],
  [/^emqx/, 'emqx'],
  [/^vmq_server$|vernemq/, 'vernemq'],
  [/^riak/, 'riak'],
  [/^livebook$/, 'livebook'],
];

function beam({ words }: Seen): Found | undefined {
  const behind = words.indexOf('-extra');
  const mix = words.findIndex((word, at) => at > behind && fileOf(word) === 'mix');
  if (mix !== -1) {
    const task = words[mix + 1];
    return ofProject(/^(?:(?:phx|phoenix)\.[a-z]+|run|test|docs)$/.test(task ?? '') ? `mix ${task}` : 'mix');
  }
  const extra = scriptName(words[behind + 1]);
  if (behind !== -1 && extra !== undefined) return ofProject(extra);
  const started = words.filter((_, at) => /^-(?:s|sname|name|progname|pa|boot)$/.test(words[at - 1] ?? ''));
  for (const [form, what] of BEAMS) if (started.some((word) => form.test(word))) return server(what);
  if (words.some((word) => fileOf(word) === 'rebar3')) return ofProject('rebar3');
  // A release of somebody's own has a node's name: "shop@host".
  const node = words.find((_, at) => /^-s?name$/.test(words[at - 1] ?? ''));
  const name = plainName(node?.replace(/@.*$/, ''));
  return name === undefined ? undefined : ofProject(name);
}

function deno({ words }: Seen): Found | undefined {
  const [command, ...rest] = words;
  if (command === 'task') {
    const task = taskName(rest.find((word) => !word.startsWith('-')));
    return ofProject(task === undefined ? 'deno task' : `deno task ${task}`);
  }
  if (command === 'jupyter' || command === 'lsp') return ofProject(`deno ${command}`);
  const name = words.map(scriptName).find(Boolean);
  if (name !== undefined) return ofProject(name);
  return command === 'serve' || command === 'run' ? ofProject(`deno ${command}`) : undefined;
}

function bun({ words }: Seen): Found | undefined {
  const [command, task] = words.filter((word) => !word.startsWith('-'));
  const name = command === 'run' ? taskName(task) : undefined;
  return name === undefined ? undefined : ofProject(`bun run ${name}`);
}

/** Scripts of a manifest that everybody has; other names may say anything. */
export function taskName(word: string | undefined): string | undefined {
  const isUsual =
    /^(?:dev|develop|start|serve|server|preview|watch|storybook|test|api|web|client|backend|frontend|docs|e2e|mock|proxy)(?:[:.-][a-z]+)*$/;
  return word !== undefined && isUsual.test(word) ? plainTask(word) : undefined;
}

function plainTask(word: string): string | undefined {
  return plainName(word.replaceAll(':', '-')) === undefined ? undefined : word;
}
