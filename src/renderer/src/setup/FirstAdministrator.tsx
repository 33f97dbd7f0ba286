// A lab with nobody in it: its first administrator, or a file with its first users.
import { useRef, useState, type FormEvent } from 'react'
import type { FirstUsersReport } from '@shared/connection'
import { text } from '@shared/text'
import { call } from '../api/call'
import type { ReadyState } from '../api/database'
import { useAction } from '../api/use-action'
import { prefillSignIn } from '../auth/prefilled'
import { runCommand } from '../commands/commands'
import { ConnectionBanner } from '../shell/ConnectionBanner'
import { Frame } from '../shell/Frame'
import { LabBanners } from '../shell/LabBanners'
import { useLabCommands } from '../shell/lab-commands'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { focusFirstError } from '../ui/focus-first-error'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { AdministratorFields } from './AdministratorFields'
import { blankAdministrator, checkAdministrator } from './administrator-form'
import { chooseFirstUsers } from './choose-first-users'
import { FirstUsersPreview } from './FirstUsersPreview'
import { ProblemList } from './ProblemList'
import styles from './ConnectCard.module.css'

const words = text.setup

export function FirstAdministrator({ ready }: { ready: ReadyState }) {
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState(blankAdministrator)
  const action = useAction()
  useLabCommands()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const checked = checkAdministrator(typed)
    if (checked.errors) {
      action.setErrors({ form: null, fields: checked.errors })
      return focusFirstError(form.current)
    }
    const { person } = checked
    const done = await action.run(async () => {
      const { username } = await call('setup.createAdministrator', { person, proof: '' })
      notify({ tone: 'success', text: words.created(username) })
      // It was typed a moment ago: no need to ask for it again.
      prefillSignIn({ username, password: person.password })
    })
    if (!done) focusFirstError(form.current)
  }

  return (
    <Frame
      width="medium"
      title={words.firstTitle}
      intro={words.firstText(ready.target.label)}
      banners={
        <>
          <ConnectionBanner />
          <LabBanners ready={ready} />
        </>
      }
    >
      {ready.problems.length > 0 && <ProblemList problems={ready.problems} />}
      <div className={card.card}>
        <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
          <FormError message={action.errors.form} />
          <AdministratorFields
            value={typed}
            errors={action.errors.fields}
            onChange={(field, value) => {
              setTyped((before) => ({ ...before, [field]: value }))
              action.clear(field)
            }}
          />
          <div className={styles.buttons}>
            <Button type="submit" variant="primary" isPending={action.isRunning}>
              {words.create}
            </Button>
            <LoadFirstUsers />
            <Button variant="quiet" onPress={() => runCommand('lab.leave')}>
              {text.shell.connectElsewhere}
            </Button>
          </div>
        </form>
      </div>
    </Frame>
  )
}

/** Afterwards the database's state says who was added, and the window moves on to sign-in. */
function LoadFirstUsers() {
  const reading = useAction()
  const loading = useAction()
  const [report, setReport] = useState<FirstUsersReport | null>(null)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const choose = () => reading.run(async (signal) => setReport(await chooseFirstUsers(signal)))
  const load = (path: string) =>
    loading.run(async (signal) => {
      await call('setup.loadFirstUsers', { path }, { signal, onProgress: setProgress })
    })
  return (
    <>
      <Button isDisabled={reading.isRunning} onPress={() => void choose()}>
        {words.loadFile}
      </Button>
      <FormError message={reading.errors.form} />
      {report && (
        <FirstUsersPreview
          report={report}
          isExample={false}
          button={words.previewAdd(report.people.length)}
          isRunning={loading.isRunning}
          progress={progress}
          error={loading.errors.form}
          onConfirm={() => void load(report.path)}
          onClose={() => setReport(null)}
        />
      )}
    </>
  )
}
