/** Containers of real engines, as a person sees them: their ports, what is inside of them, and as one who may not ask an engine. */
import { skipWithReason } from '../skip';
import { ContainerScene, type Stage, whyNoContainers } from './containerScene';
import { deniedContainers } from './containersDenied';
import { insideContainers } from './containersInside';
import { portsOfContainers } from './containersPorts';
import { stopsOfContainers } from './containersStops';
import { Workbench } from './workbench';

describe('containers', () => {
  let stage: Stage | undefined;

  before(async function () {
    this.timeout(5 * 60_000);
    skipWithReason(this, whyNoContainers());
    const scene = await ContainerScene.make();
    const workbench = await Workbench.start({ folder: scene.folder });
    stage = { scene, workbench };
    await workbench.openContainer('Netstat');
  });

  after(async function () {
    this.timeout(120_000);
    await stage?.workbench.close();
    await stage?.scene.remove();
  });

  const onStage = (): Stage => {
    if (stage === undefined) throw new Error('there is no stage');
    return stage;
  };
  portsOfContainers(onStage);
  stopsOfContainers(onStage);
  insideContainers(onStage);
  deniedContainers(onStage);
});
