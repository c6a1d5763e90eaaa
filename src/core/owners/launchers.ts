/** Programs that run another one and wait for its end, and open no connections of their own. */
const SHELLS = new Set(
  'sh bash dash ash zsh ksh mksh fish env nohup setsid timeout nice ionice chrt taskset stdbuf time script flock tini dumb-init catatonit runsv supervise s6-supervise start-stop-daem unshare nsenter chroot setpriv'.split(
    ' ',
  ),
);

/** The same, but they may ask a server something themselves: whom to let in, what to fetch. */
const OTHERS = new Set('sudo su doas runuser npx yarn pnpm make poetry pipenv uv'.split(' '));

/** Whether a program of that name does nothing with sockets but hand them on. */
export function isShell(program: string): boolean {
  return SHELLS.has(program);
}

/** Whether a program of that name runs others and listens to nothing itself; npm has what it runs in its name ("npm run dev"). */
export function isLauncher(program: string): boolean {
  return isShell(program) || OTHERS.has(program) || /^npm(?: |$)/.test(program);
}
