import { ofProject, type Recogniser, server } from './seen';

/** A program's sub-commands that listen, and whether it serves what somebody works on. */
interface Commanded {
  readonly commands: ReadonlySet<string>;
  readonly isOfProject: boolean;
}

/** `program: sub-commands`, a line each. */
function commanded(isOfProject: boolean, lines: string): (readonly [string, Commanded])[] {
  return lines
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => {
      const [program = '', commands = ''] = line.split(': ');
      return [program, { commands: new Set(commands.split(' ')), isOfProject }] as const;
    });
}

const COMMANDED: ReadonlyMap<string, Commanded> = new Map([
  ...commanded(
    true,
    `
    hugo: server serve
    zola: serve
    mdbook: serve
    trunk: serve
    symfony: server:start local:server:start serve
    symfony-cli: server:start local:server:start serve
    supabase: start functions
    tilt: up
    skaffold: dev
    dlv: dap debug exec test attach
    `,
  ),
  ...commanded(
    false,
    `
    cloudflared: tunnel access
    ngrok: http tcp tls start
    stripe: listen
    minikube: tunnel service dashboard
    rclone: serve rcd
    busybox: httpd telnetd nc ftpd
    temporal: server
    gh: codespace cs
    `,
  ),
]);

/** Words in which the sub-command stands. */
const NEAR = 6;

/** Programs whose sub-command tells what they do: `hugo server`. */
export const commands: Recogniser = ({ program, words }) => {
  const known = COMMANDED.get(program);
  const command = known && words.slice(0, NEAR).find((word) => known.commands.has(word));
  if (known === undefined || command === undefined) return undefined;
  return (known.isOfProject ? ofProject : server)(`${program} ${command}`);
};
