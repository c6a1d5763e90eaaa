/** The Traffic page in VS Code's own workbench, in both its places. */
import assert from 'node:assert/strict';
import { theFilterOfTraffic } from './trafficFilter';
import { theKeysOfTraffic } from './trafficKeys';
import { theLooksOfTraffic } from './trafficLooks';
import { manyRowsOfTraffic } from './trafficMany';
import { thePlacesOfTraffic } from './trafficPlaces';
import { thePlotsOfTraffic } from './trafficPlots';
import { theRowsOfTraffic } from './trafficRows';
import { makeScene, type TrafficScene } from './trafficScene';
import { theTableOfTraffic } from './trafficTable';

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
  describe('in both places', () => {
    before(() => onScene().open());
    // One that failed may have left it.
    beforeEach(() => onScene().editor.clearFilter());
    theTableOfTraffic(onScene);
    theFilterOfTraffic(onScene);
    thePlotsOfTraffic(onScene);
    theKeysOfTraffic(onScene);
    theRowsOfTraffic(onScene);
    theLooksOfTraffic(onScene);
    manyRowsOfTraffic(onScene);

    describe('in the end', () => {
      it('has had no error in all this, and wanted nothing that its policy forbids', () => {
        assert.deepEqual(onScene().wrong, []);
      });
    });
  });
});
