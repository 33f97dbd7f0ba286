// Fuzzes the built program until its time is over; run by scripts/fuzz.mjs, which sets the environment.
import { expect, test } from '../e2e/support/lab'
import { SignInPage } from '../e2e/support/pages'
import type { Standing } from './calls'
import { fuzz } from './fuzz'

const seed = Number(process.env['VMLAB_FUZZ_SEED'])
const until = Date.now() + Number(process.env['VMLAB_FUZZ_SECONDS']) * 1000
const standing = process.env['VMLAB_FUZZ_AS'] as Standing

test(`calls of seed ${seed} as ${standing}`, async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  const signIn = new SignInPage(page)
  await expect(signIn.button()).toBeVisible()
  if (standing !== 'nobody') {
    await signIn.signIn(standing === 'admin' ? 'ada' : 'tobe', 'abc')
    await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  }
  const report = await fuzz(page, {
    seed,
    standing,
    calls: 100,
    until,
    progress: (done) => {
      if (done % 1000 === 0) console.log(`${done} calls`)
    },
  })
  console.log(`${report.calls} calls: ${JSON.stringify(report.outcomes)}`)
  for (const fault of report.faults.slice(0, 20)) console.log(fault)
  expect(report.faults.length, `npm run fuzz -- --seed=${seed} --as=${standing}`).toBe(0)
})
