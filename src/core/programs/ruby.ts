import { type Found, mayBe, ofProject, type Recogniser, type Seen } from './seen';
import { commandOf, toolTable } from './tools';
import { fileOf, installedName, scriptName } from './words';

const RUBY = /^(?:ruby|jruby|truffleruby)\d*(?:\.\d+)*$/;

const TOOLS = toolTable(`
rails: server=s s console=c c
puma
rackup
jekyll: serve s=serve server=serve
sidekiq
unicorn
unicorn_rails > unicorn
thin
falcon: serve host
middleman: server
hanami: server dev
bridgetown: start serve
shotgun
rerun
foreman: start
solargraph: socket
ruby-lsp
yard: server
gem: server
mailcatcher
resque-web
fluentd
logstash
puppet
jruby
`);

/** What servers write over their arguments (`$0 = …`), which is all that is left of what they were started as. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/^puma(?::? \d| ?: cluster worker\b)/, 'puma'],
  [/^unicorn(?:_rails)? (?:master|worker\[\d+\])/, 'unicorn'],
  [/^sidekiq \d/, 'sidekiq'],
  [/^spring (?:server|app) +\|/, 'spring'],
  [/^resque-\d/, 'resque'],
  [/^Passenger [A-Z]/, 'passenger'],
  [/^thin server \(/, 'thin'],
  [/^(?:worker|supervisor):[\w-]*fluentd/, 'fluentd'],
];

/** Debuggers run what stands behind their own words. */
const DEBUGGERS = /^(?:rdebug-ide|rdbg|byebug)$/;

/** Ruby's options whose value is the next word, see ruby(1). */
const TAKES_NEXT = /^-[CEIr]$/;

/** What Ruby runs, and what it is given. */
interface Run {
  readonly name: string;
  /** Where it is, of a file. */
  readonly path?: string;
  readonly words: readonly string[];
}

function runOf({ words }: Seen): Run | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    // un.rb: "ruby -run -e httpd . -p 8080"
    if (word === '-run') return { name: '-run', words: words.slice(at + 1) };
    if (word === '-e') return undefined;
    if (TAKES_NEXT.test(word)) at++;
    else if (word !== '' && !word.startsWith('-'))
      return { name: fileOf(word), path: word, words: words.slice(at + 1) };
  }
  return undefined;
}

/** Programs of Ruby's: Rails, its servers and scripts. */
export const ruby: Recogniser = (seen) => {
  if (mayBe(seen, RUBY)) {
    const [, title] = TITLES.find(([form]) => form.test(seen.title)) ?? [];
    if (title !== undefined) return ofProject(title);
  }
  if (!RUBY.test(seen.program)) return undefined;
  const run = runOf(seen);
  return run && started(run);
};

function started({ name, path = '', words }: Run): Found | undefined {
  if (name === '-run') return words[0] === '-e' && words[1] === 'httpd' ? ofProject('httpd.rb') : undefined;
  // "bundle exec" loads the program into itself.
  if (name === 'bundle' && words[0] === 'exec')
    return started({ name: fileOf(words[1] ?? ''), words: words.slice(2) });
  const tool = TOOLS.get(name);
  if (tool !== undefined) return ofProject(commandOf(tool, words) ?? tool.shown);
  if (DEBUGGERS.test(name)) {
    const [file = '', ...rest] = words.slice(words.indexOf('--') + 1);
    return words.includes('--') ? started({ name: fileOf(file), path: file, words: rest }) : undefined;
  }
  if (name === 'ruby') return started({ name: fileOf(words[0] ?? ''), words: words.slice(1) });
  const script = scriptName(name) ?? installedName(path);
  return script === undefined ? undefined : ofProject(script);
}
