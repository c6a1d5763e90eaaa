import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Keyboard } from './keyboard';
import { type Server, SERVER, startServer } from './server';
import { Workbench } from './workbench';

/** What is reached without a mouse: a window, and the development server of a shop. */
export interface ReachScene {
  readonly workbench: Workbench;
  readonly keys: Keyboard;
  /** "vite of shop". */
  readonly shop: Server;
  /** Starts another one, which ends with the scene. */
  serve(): Promise<Server>;
  end(): Promise<void>;
}

/** Starts the server first: a row that came since the window opened says so, too. */
export async function makeReachScene(): Promise<ReachScene> {
  const folder = join(await Workbench.session.newFolder(), 'shop');
  const script = join(folder, 'node_modules/vite/bin/vite.js');
  mkdirSync(dirname(script), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop' }));
  writeFileSync(script, `require(${JSON.stringify(SERVER)});\n`);
  const servers: Server[] = [];
  const serve = async (): Promise<Server> => {
    const server = await startServer(['127.0.0.1'], folder, 0, script);
    servers.push(server);
    return server;
  };
  const shop = await serve();
  const workbench = await Workbench.start();
  // Nine views below each other, none of them out of sight.
  await workbench.page.setViewportSize({ width: 1280, height: 1800 });
  // The palette that opens before VS Code knows an extension never has its commands.
  await workbench.page.locator('.activitybar .action-label[aria-label^="Netstat"]').waitFor();
  return {
    ...{ workbench, keys: new Keyboard(workbench), shop, serve },
    end: async () => {
      for (const server of servers) server.stop();
      await workbench.close();
    },
  };
}
