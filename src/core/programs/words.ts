import { shorten } from '../text/clean';

/**
 * The parts that a name may be made of. A command line has passwords, addresses of users and whatever somebody else typed
 * in it: nothing of it is shown but what has one of these forms, and none of them has room for "=", "@", "//" or a blank.
 */

/** The name of a file, a module, a package or a host has no more characters; what is longer is nobody's name for it. */
const LONGEST_PART = 40;

function part(form: RegExp): (word: string | undefined) => string | undefined {
  return (word) => (word !== undefined && word.length <= LONGEST_PART && form.test(word) ? word : undefined);
}

/** The last part of a path. An executable that was replaced while it runs has a mark of the kernel's behind it. */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A script's file: its base name where it ends as scripts do. */
export function scriptName(path: string | undefined): string | undefined {
  return isScript(fileOf(path ?? ''));
}
const isScript = part(
  /^[A-Za-z0-9_][\w.+-]*\.(?:[cm]?[jt]s|[jt]sx|py|pyw|rb|ru|php|pl|lua|jar|war|java|dll|groovy|kts|exs|go|r|R|jl)$/,
);

/** A module and what in it is called: `app:app`, `shop.wsgi`, `main:create_app()`. */
export const appName = part(/^[A-Za-z_][\w.]*(?::[A-Za-z_][\w.]*(?:\(\))?)?$/);

/** The same with both parts. */
export const appObject = part(/^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?:\(\))?$/);

/** A module: `http.server`. */
export const moduleName = part(/^[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*$/);

/** A program or package: `http-server`. */
export const plainName = part(/^[A-Za-z0-9_][\w.+-]*$/);

/** The name of a file in a folder of programs: `…/bin/pserve`. */
export function installedName(path: string): string | undefined {
  const [, file] = /(?:^|\/)\.?s?bin\/([^/]*)$/.exec(path) ?? [];
  return plainName(file);
}

/** A package of Go's in the folder: `./cmd/api`, `.`, `main.go`. */
export const packagePath = part(
  /^(?:\.|(?:\.\/)?[A-Za-z0-9_][\w-]*(?:\/[A-Za-z0-9_][\w-]*){0,3}(?:\.go)?)\/?$/,
);

/** What a port is forwarded to: `svc/db`, `db-0`. */
export const resourceName = part(/^(?:[a-z]+(?:\.[a-z]+)*\/)?[a-z0-9][a-z0-9.-]*$/);

/** A machine's name as ssh(1) takes it, without its user and its port. */
export function hostName(destination: string | undefined): string | undefined {
  const [, host] = /^(?:ssh:\/\/)?(?:[^@/]*@)?([^@:/]+)(?::\d+)?\/?$/.exec(destination ?? '') ?? [];
  return isHost(host);
}
const isHost = part(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/);

/** What a container is called. */
export const containerPart = part(/^[A-Za-z0-9][\w.-]*$/);

/** An image without its registry, owner and digest: `postgres:16` of `docker.io/library/postgres:16@sha256:…`. */
export function imageName(image: string | undefined): string | undefined {
  const name = fileOf((image ?? '').replace(/@sha\d+:[0-9a-f]+$/, ''));
  return /^sha256:|^[0-9a-f]{12,64}$/.test(name) ? undefined : isImage(name);
}
const isImage = part(/^[A-Za-z0-9][\w.-]*(?::[\w.-]+)?$/);

/** What a project is called: cut where it is longer than anybody reads. */
export function projectPart(name: string | undefined): string | undefined {
  return name !== undefined && /^[A-Za-z0-9][\w.+-]*$/.test(name) ? shorten(name, LONGEST_PART) : undefined;
}
