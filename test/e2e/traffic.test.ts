/** The Traffic page in VS Code's own workbench, in both its places. */
import assert from 'node:assert/strict';
import { thePlacesOfTraffic } from './trafficPlaces';
import { makeScene, type TrafficScene } from './trafficScene';

describe('the Traffic page', () => {
  let scene: TrafficScene | undefined;

  before(async () => {
    scene = await makeScene();
  });

  after(() => scene?.end());

  const onScene = (): TrafficScene => {
    if (scene === undefined) throw new Error('there is no scene');
    return scene;
  };
  thePlacesOfTraffic(onScene);

  it('has had no error in all this, and wanted nothing that its policy forbids', () => {
    assert.deepEqual(onScene().wrong, []);
  });
});
