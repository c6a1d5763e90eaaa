import { ofProject, type Recogniser, server } from './seen';

/** A program with sub-commands of which some listen. */
interface Commanded {
  readonly program: RegExp;
  readonly commands: RegExp;
  /** Whether it serves what somebody works on. */
  readonly isOfProject: boolean;
}

function commanded(program: RegExp, commands: RegExp, isOfProject = true): Commanded {
  return { program, commands, isOfProject };
}

const COMMANDED: readonly Commanded[] = [
  commanded(/^hugo$/, /^(?:server|serve)$/),
  commanded(/^(?:zola|mdbook|trunk)$/, /^serve$/),
  commanded(/^symfony(?:-cli)?$/, /^(?:server:start|serve|local:server:start)$/),
  commanded(/^supabase$/, /^(?:start|functions)$/),
  commanded(/^tilt$/, /^up$/),
  commanded(/^skaffold$/, /^dev$/),
  commanded(/^dlv$/, /^(?:dap|debug|exec|test|attach)$/),
  commanded(/^cloudflared$/, /^(?:tunnel|access)$/, false),
  commanded(/^ngrok$/, /^(?:http|tcp|tls|start)$/, false),
  commanded(/^stripe$/, /^listen$/, false),
  commanded(/^minikube$/, /^(?:tunnel|service|dashboard)$/, false),
  commanded(/^rclone$/, /^(?:serve|rcd)$/, false),
  commanded(/^busybox$/, /^(?:httpd|telnetd|nc|ftpd)$/, false),
  commanded(/^temporal$/, /^server$/, false),
  commanded(/^gh$/, /^(?:codespace|cs)$/, false),
];

/** Words in which the sub-command stands. */
const NEAR = 6;

/** Programs whose sub-command tells what they do: `hugo server`. */
export const commands: Recogniser = ({ program, words }) => {
  const known = COMMANDED.find((each) => each.program.test(program));
  const command = known && words.slice(0, NEAR).find((word) => known.commands.test(word));
  if (known === undefined || command === undefined) return undefined;
  return (known.isOfProject ? ofProject : server)(`${program} ${command}`);
};
