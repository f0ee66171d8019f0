import type { Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** Goes on with Tab until the focus is there; a page has fewer stops than this. */
export const tabTo = async (page: Page, target: Locator) => {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < 150; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
