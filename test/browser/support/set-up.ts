import setUpStacks from '../../chaos/set-up';
import { findChromium } from './find-chromium';

export default async function setUp(): Promise<void> {
  findChromium();
  await setUpStacks();
}
