import { caddyfile } from './caddyfile';
import { composeFile } from './composeFile';
import { devcontainerJson } from './devcontainerJson';
import { dockerfile } from './dockerfile';
import { editorJson } from './editorJson';
import { environmentFile } from './environmentFile';
import { makefile } from './makefile';
import type { Format, TextFile } from './mention';
import { nginxFile } from './nginxFile';
import { packageJson } from './packageJson';
import { procfile, shellFile } from './shellFile';
import { addressFile, sourceFile } from './sourceFile';
import { ADDRESS_LANGUAGES, SOURCE_LANGUAGES } from './sourcePatterns';
import { springFile } from './springFile';

/** Files that are known by their names, whatever language VS Code takes them for; `undefined` for no ports of ours. */
const BY_NAME: readonly (readonly [path: RegExp, format: Format | undefined])[] = [
  // What runs on the machines of a CI service says nothing of this one.
  [/(?:^|\/)\.github\/workflows\/|(?:^|\/)\.gitlab-ci\.ya?ml$|(?:^|\/)\.circleci\//, undefined],
  [/(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json)$/, undefined],
  [/(?:^|\/)(?:\.env(?:\.[\w.-]+|rc)?|[\w.-]+\.env|env\.(?:example|sample|template))$/, environmentFile],
  [/(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/, composeFile],
  [/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i, dockerfile],
  [/(?:^|\/)package\.json$/, packageJson],
  [/(?:^|\/)(?:launch|tasks|launchSettings)\.json$|\.code-workspace$/, editorJson],
  [/(?:^|\/)Procfile(?:\.[\w-]+)?$/, procfile],
  [
    /(?:^|\/)nginx[\w.-]*\.conf(?:\.\w+)?$|\/nginx\/|\.nginx$|(?:^|\/)sites-(?:available|enabled)\//,
    nginxFile,
  ],
  [/(?:^|\/)Caddyfile(?:\.[\w-]+)?$|\.caddyfile$/i, caddyfile],
  [/(?:^|\/)(?:GNUmakefile|[Mm]akefile|[Jj]ustfile)(?:\.[\w-]+)?$|\.mk$/, makefile],
  // VS Code has no language for them, or one that only its extensions bring.
  [
    /(?:^|\/)(?:(?:redis|sentinel|valkey|mosquitto|httpd|apache2?|ports)[\w.-]*\.conf(?:\.\w+)?|sshd_config|haproxy[\w.-]*\.cfg)$/,
    sourceFile('conf'),
  ],
  [/(?:^|\/)(?:application|bootstrap)[\w-]*\.ya?ml$/, springFile],
];

const BY_LANGUAGE: Readonly<Record<string, Format>> = {
  dotenv: environmentFile,
  dockercompose: composeFile,
  dockerfile,
  nginx: nginxFile,
  shellscript: shellFile,
  makefile,
  just: makefile,
  caddyfile,
  procfile,
};

const DEVCONTAINER = /(?:^|\/)\.?devcontainer\.json$/;
const devcontainer = { inside: devcontainerJson(true), outside: devcontainerJson(false) } as const;

const sources = new Map<string, Format>();

/** The format of a file; nothing where its text is not known to name ports. */
export function formatOf({ path, languageId, isInContainer = false }: TextFile): Format | undefined {
  if (DEVCONTAINER.test(path)) return isInContainer ? devcontainer.inside : devcontainer.outside;
  const named = BY_NAME.find(([pattern]) => pattern.test(path));
  if (named !== undefined) return named[1];
  const format = Object.hasOwn(BY_LANGUAGE, languageId) ? BY_LANGUAGE[languageId] : undefined;
  if (format !== undefined) return format;
  if (SOURCE_LANGUAGES.has(languageId)) return sourceOf(languageId);
  return ADDRESS_LANGUAGES.has(languageId) ? addressFile : undefined;
}

function sourceOf(languageId: string): Format {
  const format = sources.get(languageId) ?? sourceFile(languageId);
  sources.set(languageId, format);
  return format;
}
