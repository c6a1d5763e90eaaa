/** What is known of a program that stands above another. */
export interface ParentFacts {
  /** At most 15 bytes, chosen by the process itself. */
  readonly comm: string;
  /** The arguments; empty where the process hides them. Programs may write over them what they like. */
  readonly commandLine: readonly string[];
  /** The file that it runs (/proc/PID/exe); absent where reading it was denied. */
  readonly executable?: string | undefined;
}

/** What a name for a process is made of. All texts are raw: hostile, and of any length. */
export interface ProgramFacts extends ParentFacts {
  /** Its parents, nearest first, of which {@link MOST_PARENTS} are looked at. */
  readonly parents: readonly ParentFacts[];
  /** Its user; absent where nobody could tell: then nothing is said of a project. */
  readonly uid?: number | undefined;
  /** The unit of systemd that it belongs to: "postgresql@16-main.service". */
  readonly unit?: string | undefined;
  /** The container that it is in, or stands for. */
  readonly container?: { readonly name: string; readonly image?: string | undefined } | undefined;
  /** The name that a manifest gives the folder that it runs in. */
  readonly project?: string | undefined;
  /** The port in question: the debugger's of a program is another than the one that it serves. */
  readonly port?: number | undefined;
}

/** What a person would call a process. Made of whitelisted parts only: safe to show, yet it is what the program claims. */
export interface ProgramDescription {
  /** "vite", "manage.py runserver", "postgres 16/main": printable ASCII, at most {@link LONGEST_WHAT} characters. */
  readonly what: string;
  /** The project that it is a part of, cleaned; of programs that somebody works on, not of a machine's servers. */
  readonly project?: string;
  /** Set where what is said rests on the number of the port alone. */
  readonly isProbable?: true;
  /** Set where `what` is the name of the container that the process is in: what it is there, where that is recognised. */
  readonly inContainer?: { readonly what?: string };
}

/** How many parents of a process say what it is. */
export const MOST_PARENTS = 4;

/** Characters of what a process is, whole; rows cut it further. */
export const LONGEST_WHAT = 64;
