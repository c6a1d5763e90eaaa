import { env } from 'vscode';
import { ownNames } from '../../../node/self';

/** The text of {@link remoteName}: neither the machine nor the window's remote changes while it is open. */
let known: string | undefined;

/** What a view says of the machine that its rows are of: the kind of remote that the window is connected to, or ''. */
export function remoteName(): string {
  return (known ??= shownRemote(env.remoteName, ownNames()));
}

/**
 * The name of a window's remote, where it says more than that this machine is this machine: VS Code's server in a browser
 * has the address that it was opened by as its remote's name.
 * @param remote as VS Code tells it: "ssh-remote", "127.0.0.1:8000"; nothing in a window that is not remote
 * @param own names and addresses of this machine, in small letters
 */
export function shownRemote(remote: string | undefined, own: ReadonlySet<string>): string {
  if (remote === undefined) return '';
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(remote) ?? [];
  const host = (bracketed ?? plain ?? remote).toLowerCase();
  return own.has(host) || /^127(?:\.\d+){3}$/.test(host) ? '' : remote;
}
