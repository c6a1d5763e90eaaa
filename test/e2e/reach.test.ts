/** Everything without a mouse, and as a screen reader says it: no step of these clicks or points at anything. */
import { theDialogsByKeys } from './reachDialogs';
import { thePagesByKeys } from './reachPages';
import { thePicksByKeys } from './reachPicks';
import { theRowsByKeys } from './reachRows';
import { makeReachScene, type ReachScene } from './reachScene';
import { theViewsByKeys } from './reachViews';

describe('without a mouse', () => {
  let scene: ReachScene | undefined;

  before(async function () {
    // The window opens within it, and the view for the first time.
    this.timeout(180_000);
    scene = await makeReachScene();
    // A view that has no rows yet when it is opened gets them without the focus.
    await scene.keys.run('Netstat: Focus on Listening Ports View');
    await scene.workbench.view('Listening Ports').someRows();
  });

  // One that failed may have left a question or a list open.
  afterEach(() => scene?.keys.closeAll());
  after(() => scene?.end());

  const onScene = (): ReachScene => {
    if (scene === undefined) throw new Error('there is no scene');
    return scene;
  };
  theRowsByKeys(onScene);
  theDialogsByKeys(onScene);
  thePicksByKeys(onScene);
  theViewsByKeys(onScene);
  thePagesByKeys(onScene);
});
