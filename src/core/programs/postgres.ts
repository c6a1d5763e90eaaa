import { valuesOf } from './options';
import { mayBe, type Recogniser, server, type Seen } from './seen';

const POSTGRES = /^(?:postgres|postmaster)$/;

/** A cluster as Debian's pg_lsclusters(1) names it, in a folder, a file's path, a title or a unit. */
const CLUSTER = /(?:^|[/@])(\d{1,2}(?:\.\d)?)[/-]([A-Za-z0-9_][\w.-]{0,29}?)(?=$|\/|\.service$|: )/;

/** PostgreSQL, with version and cluster where they are told: by its folder, its title (cluster_name), its unit. */
export const postgres: Recogniser = (seen) => {
  const isTitled = seen.title.startsWith('postgres: ');
  if (!mayBe(seen, POSTGRES) || !(isTitled || POSTGRES.test(seen.program))) return undefined;
  const cluster = isTitled ? clusterIn(seen.title.slice('postgres: '.length)) : clusterOf(seen);
  if (cluster !== undefined) return server(`postgres ${cluster}`);
  const [, version] = /\/(?:postgresql|pgsql)[/-](\d{1,2}(?:\.\d)?)\//.exec(seen.executable ?? '') ?? [];
  return server(version === undefined ? 'postgres' : `postgres ${version}`);
};

function clusterOf({ words, unit }: Seen): string | undefined {
  const settings = valuesOf(words, '-c').filter((setting) => setting.startsWith('config_file='));
  const places = [...valuesOf(words, '-D'), ...settings.map((setting) => setting.replace(/\/[^/]*$/, ''))];
  return (
    places.map(clusterAtEnd).find(Boolean) ?? (unit?.startsWith('postgresql@') ? clusterIn(unit) : undefined)
  );
}

function clusterIn(text: string): string | undefined {
  const [, version, name] = CLUSTER.exec(text) ?? [];
  return version === undefined ? undefined : `${version}/${name}`;
}

/** Both are the last folders of a data directory's path. */
function clusterAtEnd(path: string): string | undefined {
  const [, version, name] = /\/(\d{1,2}(?:\.\d)?)\/([A-Za-z0-9_][\w.-]{0,29})\/?$/.exec(path) ?? [];
  if (version === undefined) return undefined;
  // Red Hat's has a version and no cluster.
  return name === 'data' ? version : `${version}/${name}`;
}
