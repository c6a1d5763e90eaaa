import { type Found, mayBe, ofProject, type Recogniser, server, type Seen } from './seen';
import { commandOf, toolTable } from './tools';
import { fileOf, scriptName } from './words';

const PHP = /^php-?\d*(?:\.\d+)?$/;
const FPM = /^php-?(?:fpm)?-?\d*(?:\.\d+)?(?:-fpm)?$/;

const TOOLS = toolTable(`
artisan: serve octane:start octane:frankenphp octane:swoole octane:roadrunner queue:work queue:listen reverb:start horizon websockets:serve tinker
console > bin/console: server:run server:start messenger:consume
wp wp-cli.phar: server
drush: runserver rs=runserver serve
spark: serve
yii: serve
craft: serve
composer composer.phar: serve
please: serve
bin/cake: server
`);

/** PHP's options whose value is the next word, see php(1). */
const TAKES_NEXT = /^-[cdztSrBREF]$/;

/** Programs of PHP's: its own server, those of frameworks, and the process manager. */
export const php: Recogniser = (seen) => {
  if (mayBe(seen, FPM) && /^php-fpm: (?:master process|pool )/.test(seen.title)) return server('php-fpm');
  if (/^php-?fpm/.test(seen.program)) return server('php-fpm');
  return PHP.test(seen.program) ? started(seen) : undefined;
};

function started({ words, parents: [parent] }: Seen): Found | undefined {
  // Frameworks start PHP's own server: "artisan serve" is what somebody typed.
  if (words.includes('-S')) {
    const above = parent && PHP.test(parent.program) ? started(parent) : undefined;
    return above ?? ofProject('php -S');
  }
  const at = words.findIndex((word, i) => !word.startsWith('-') && !TAKES_NEXT.test(words[i - 1] ?? ''));
  const script = words[at];
  if (script === undefined) return undefined;
  const tool = TOOLS.get(fileOf(script));
  const what = tool ? (commandOf(tool, words.slice(at + 1)) ?? tool.shown) : scriptName(script);
  return what === undefined ? undefined : ofProject(what);
}
