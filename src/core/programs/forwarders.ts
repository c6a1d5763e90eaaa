import { argumentsIn } from './options';
import { type Recogniser, server, type Seen } from './seen';
import { hostName, resourceName } from './words';

/** Programs that listen here for what is elsewhere. */
export const forwarders: Recogniser = (seen) => {
  if (/^(?:kubectl|oc|k3s|kubectl\d[\w.]*|microk8s\.kubectl|kubecolor)$/.test(seen.program))
    return kubectl(seen);
  if (/^(?:ssh|autossh)$/.test(seen.program)) return ssh(seen);
  return undefined;
};

/** kubectl's options without a value, of those that stand before or behind a command. */
const KUBECTL_FLAGS =
  /^(?:--insecure-skip-tls-verify|--match-server-version|--warnings-as-errors|--disable-compression|-h|--help)$/;

function kubectl({ words }: Seen): ReturnType<Recogniser> {
  const [first, ...rest] = argumentsIn(words, KUBECTL_FLAGS);
  const [command, target] = first === 'kubectl' ? rest : [first, ...rest];
  if (command === 'proxy') return server('kubectl proxy');
  if (command !== 'port-forward') return undefined;
  const shown = resourceName(target);
  return server(shown === undefined ? 'port-forward' : `port-forward ${shown}`);
}

/** ssh's options of one letter that have no value, alone or together, see ssh(1). */
const SSH_FLAGS = /^-[46AaCfGgKkMNnqsTtVvXxYy]+$/;

/** `-L`, `-D` and `-R` with what is forwarded in the same or the next word, or behind other letters: `-NL 5432:…`. */
const FORWARD = /^-[46AaCfGgKkMNnqsTtVvXxYy]*([LDR])/;

function ssh({ program, words, title }: Seen): ReturnType<Recogniser> {
  if (/^ssh: .*\[mux\]/.test(title)) return server('ssh mux');
  const kinds: string[] = [];
  let host: string | undefined;
  for (let at = 0; at < words.length && host === undefined; at++) {
    const word = words[at] ?? '';
    const [, kind] = FORWARD.exec(word) ?? [];
    if (kind !== undefined) kinds.push(kind);
    if (!word.startsWith('-')) host = word;
    // autossh(1) has a port for its own watch there, ssh none.
    else if (program === 'autossh' && word === '-M') at++;
    // The value of an option stands behind its letter, or is the next word where the letter is the last.
    else if (!SSH_FLAGS.test(word) && /^-[46AaCfGgKkMNnqsTtVvXxYy]*[A-Za-z]$/.test(word)) at++;
  }
  const kind = ['L', 'D', 'R'].find((each) => kinds.includes(each));
  return server(['ssh', kind && `-${kind}`, hostName(host)].filter(Boolean).join(' '));
}
