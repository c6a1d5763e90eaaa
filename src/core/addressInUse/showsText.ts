import { simpleCommands } from '../text/shell';

/** Programs that show what others have written: what they print is no complaint of theirs. */
const SHOW: ReadonlySet<string> = new Set(
  [
    // Files, and parts of them.
    'cat tac nl head tail less more most pg bat batcat view zcat zless zmore bzcat xzcat zstdcat lnav multitail ccze',
    'Get-Content gc Select-String sls glow mdcat strings hexdump hd xxd od man info apropos whatis tldr cheat help history errno perror dmesg last',
    // Searches.
    'grep egrep fgrep zgrep rgrep rg ag ack pt ugrep sift fzf find fd locate ls tree exa eza lsd',
    // Filters, which pass on what others print.
    'sed awk gawk mawk cut sort uniq wc tr tee column fold fmt pr paste join comm rev jq yq xmllint pygmentize',
    'highlight echo printf seq date diff colordiff icdiff delta difft sdiff cmp base64',
    // Editors.
    'vi vim nvim vimdiff nano pico emacs micro hx helix kak ed joe mc ranger code codium',
    // Histories, issues, reviews.
    'git tig hg svn gh glab hub jj lazygit',
    // What other machines, databases and people say.
    'curl wget http https xh httpie w3m lynx links elinks psql mysql mariadb sqlite3 redis-cli mongosh mongo',
    'mutt neomutt mail mailx weechat irssi newsboat',
    // Processes, sockets and logs.
    'ps pgrep top htop btop lsof fuser ss netstat journalctl stern kail logcli kubetail papertrail awslogs',
  ].flatMap((names) => names.split(' ')),
);

/** Programs of which some subcommands do so. */
const SHOW_BY_COMMAND: readonly (readonly [names: string, commands: string])[] = [
  [
    'docker podman nerdctl finch',
    'logs,inspect,ps,events,history,diff,compose logs,compose ps,container logs,container inspect,service logs,service ps',
  ],
  ['docker-compose podman-compose', 'logs,ps,events'],
  ['kubectl oc k', 'logs,log,describe,get,events,explain'],
  ['microk8s k3s minikube', 'logs,kubectl logs,kubectl describe,kubectl get'],
  ['helm', 'status,get'],
  ['systemctl', 'status,show,cat,list-units,list-sockets'],
  ['pm2 supervisorctl', 'logs,log,show,describe,list,status,tail'],
  ['heroku fly flyctl vercel netlify railway cf dokku nomad', 'logs,tail,alloc logs,app logs'],
  ['wrangler', 'tail,pages deployment'],
  ['aws az gcloud', 'logs tail,logs get-log-events,webapp log,logging read,app logs'],
  ['adb', 'logcat,shell logcat'],
  ['asciinema', 'play,cat'],
  ['tmux', 'capture-pane,show-buffer'],
  ['npm pnpm yarn pip cargo', 'view,info,help,docs,show,search'],
  ['go', 'doc,help'],
];

const SUBCOMMANDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  SHOW_BY_COMMAND.flatMap(([names, commands]) =>
    names.split(' ').map((name) => [name, new Set(commands.split(','))] as const),
  ),
);

/** Commands that print nothing of other programs' errors, and run none. */
const SILENT: ReadonlySet<string> = new Set(
  'cd pushd popd export unset set alias clear reset sleep true false : test [ mkdir touch read wait exit'.split(
    ' ',
  ),
);

/** Programs that run the one that their arguments name, with their options that take a value. */
const WRAPPERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['sudo', ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-T', '-D', '--user', '--group', '--host', '--chdir']],
  ['doas', ['-u', '-C']],
  ['env', ['-u', '-C', '-S', '--unset', '--chdir']],
  ['time', ['-f', '-o', '--format', '--output']],
  ['nice', ['-n', '--adjustment']],
  ['ionice', ['-c', '-n', '-p']],
  ['chrt', ['-p']],
  ['stdbuf', ['-i', '-o', '-e']],
  ['timeout', ['-s', '-k', '--signal', '--kill-after']],
  ['watch', ['-n', '--interval']],
  ['xargs', ['-I', '-n', '-P', '-L', '-d', '-a', '-s', '-E']],
  ['strace', ['-e', '-o', '-p', '-s']],
  ['nohup', []],
  ['setsid', []],
  ['command', []],
  ['builtin', []],
  ['exec', ['-a']],
  ['unbuffer', []],
  ['chronic', []],
  ['busybox', []],
  ['toybox', []],
  ['noglob', []],
  ['viddy', ['-n']],
  ['hwatch', ['-n']],
]);

const RUNS_IN_CONTAINERS: ReadonlySet<string> = new Set(
  'docker podman nerdctl docker-compose podman-compose kubectl oc k lxc incus'.split(' '),
);

const SHELLS: ReadonlySet<string> = new Set('sh bash zsh dash ksh ash fish'.split(' '));

/** Options of `ssh`, and of `exec` of containers' programs, whose value stands in a word of its own. */
const CARRIER_VALUE =
  /^(?:-[BbcDEeFIiJLlmOopQRSWw]|-[nu]|--(?:user|env|env-file|workdir|index|namespace|container))$/;

/** Options of programs with subcommands whose value stands in a word of its own, before the subcommand. */
const VALUE_OPTION =
  /^(?:-[fnpHclC]|--(?:file|namespace|context|kubeconfig|project-name|project-directory|profile|env-file|host|config|log-level|cluster|user|profile))$/;

/** More commands in one another than anybody types. */
const DEEPEST = 8;

/** Whether a command line runs nothing but programs that show what others have written, such as `tail -f log | grep x`. */
export function onlyShowsText(commandLine: string): boolean {
  return shows(commandLine, 0);
}

/**
 * Whether a command line, by its status, may have failed: not where it ended with 0, unless that is the status of only
 * a part of what ran.
 * @param status the exit status; nothing where it is not known
 */
export function mayHaveFailed(commandLine: string, status: number | undefined): boolean {
  if (status !== 0) return true;
  return simpleCommands(commandLine).some(
    ({ operator }, index, all) => operator === '&' || (index < all.length - 1 && operator !== '&&'),
  );
}

function shows(commandLine: string, depth: number): boolean {
  const kinds = simpleCommands(commandLine).map(({ words }) => kindOf(words, depth));
  return kinds.includes('shows') && !kinds.includes('runs');
}

function kindOf(words: readonly string[], depth: number): 'shows' | 'silent' | 'runs' {
  const [first, ...others] = words.slice(words.findIndex((word) => !/^[A-Za-z_]\w*\+?=/.test(word)));
  if (first === undefined || /^[A-Za-z_]\w*\+?=/.test(first)) return 'silent';
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (SILENT.has(name)) return 'silent';
  if ((name === 'source' || name === '.') && /(?:^|\/)activate\b/.test(others[0] ?? '')) return 'silent';
  if (depth < DEEPEST) {
    const wrapped = WRAPPERS.get(name);
    if (wrapped !== undefined) return kindOf(behindOptions(name, others, wrapped), depth + 1);
    const carried = carriedBy(name, others);
    if (carried !== undefined) return shows(carried, depth + 1) ? 'shows' : 'runs';
    const script = SHELLS.has(name) ? scriptOf(others) : undefined;
    if (script !== undefined) return shows(script, depth + 1) ? 'shows' : 'runs';
  }
  return SHOW.has(name) || showsByCommand(name, others) ? 'shows' : 'runs';
}

/** What a wrapper runs: the words behind its options, their values, and variables. */
function behindOptions(
  name: string,
  words: readonly string[],
  withValue: readonly string[],
): readonly string[] {
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (withValue.includes(word)) at++;
    else if (!word.startsWith('-') && !(name === 'env' && word.includes('='))) break;
  }
  if (name === 'timeout') at++;
  if (name === 'xargs' && at >= words.length) return ['echo'];
  return words.slice(at);
}

/** What is run on another machine or in a container: `ssh host tail -f log`, `docker exec -it web cat log`. */
function carriedBy(name: string, words: readonly string[]): string | undefined {
  const start = name === 'ssh' ? 0 : RUNS_IN_CONTAINERS.has(name) ? words.indexOf('exec') + 1 : -1;
  if (start < 0 || (start === 0 && name !== 'ssh')) return undefined;
  const rest = words.slice(start);
  let at = 0;
  for (; at < rest.length && rest[at]?.startsWith('-') === true; at++) {
    if (CARRIER_VALUE.test(rest[at] ?? '')) at++;
  }
  const command = rest.slice(at + 1).filter((word, index) => index > 0 || word !== '--');
  return command.length === 0 ? undefined : command.join(' ');
}

/** The text that a shell is told to run: `bash -lc '…'`. */
function scriptOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}

function showsByCommand(name: string, words: readonly string[]): boolean {
  const commands = SUBCOMMANDS.get(name);
  if (commands === undefined) return false;
  const plain: string[] = [];
  for (let at = 0; at < words.length && plain.length < 2; at++) {
    const word = words[at] ?? '';
    if (VALUE_OPTION.test(word)) at++;
    else if (!word.startsWith('-')) plain.push(word);
  }
  const [first = '', second = ''] = plain;
  return commands.has(first) || commands.has(`${first} ${second}`);
}
